package io.lasius.server.connection;

import io.lasius.server.http.Problem;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * How a stream is read and written, as Airbyte's configuration API says it: by two words, of which
 * one stands for both in the public API.
 */
record ConfigModes(String syncMode, String destinationSyncMode) {
  private static final String OVERWRITE_DEDUP = "overwrite_dedup";

  /** What the protocol has for it where nothing is increments. */
  private static final ConfigModes DEDUPLICATED_WHOLE =
      new ConfigModes("full_refresh", "append_dedup");

  ConfigModes {
    syncMode = syncMode.toLowerCase(Locale.ROOT);
    destinationSyncMode = destinationSyncMode.toLowerCase(Locale.ROOT);
  }

  static ConfigModes of(StreamSyncMode mode) {
    return new ConfigModes(
        mode.source().name(),
        mode == StreamSyncMode.FULL_REFRESH_OVERWRITE_DEDUPED
            ? OVERWRITE_DEDUP
            : mode.destination().name());
  }

  /**
   * The mode.
   *
   * @throws io.lasius.server.http.ProblemException 400 where the two cannot be together
   */
  StreamSyncMode modeOf(String stream) {
    if (equals(DEDUPLICATED_WHOLE)) {
      return StreamSyncMode.FULL_REFRESH_OVERWRITE_DEDUPED;
    }
    return Arrays.stream(StreamSyncMode.values())
        .filter(mode -> equals(of(mode)))
        .findFirst()
        .orElseThrow(() ->
            Problem.badRequest(
                    "stream '%s': there is no sync mode '%s'; there are: %s"
                        .formatted(
                            stream,
                            this,
                            Arrays.stream(StreamSyncMode.values())
                                .map(mode -> of(mode).toString())
                                .collect(Collectors.joining(", "))))
                .asException());
  }

  @Override
  public String toString() {
    return syncMode + " and " + destinationSyncMode;
  }
}
