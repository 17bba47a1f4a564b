package io.lasius.server.notification;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What came of a POST.
 *
 * @param status the HTTP status; null where no answer came
 * @param said the beginning of the answer, or why none came
 */
record Answer(@Nullable Integer status, String said, Duration took) {
  boolean delivered() {
    return status != null && status / 100 == 2;
  }

  /** What was wrong, in a sentence. */
  String error(String host) {
    return status == null
        ? said
        : "%s answered %d%s".formatted(host, status, said.isBlank() ? "" : ": " + said);
  }
}
