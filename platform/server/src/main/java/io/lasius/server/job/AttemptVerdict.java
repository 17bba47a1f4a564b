package io.lasius.server.job;

import io.lasius.replication.Verdict;
import io.lasius.server.http.Form;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A verdict on its way out.
 *
 * @param kind verified, unverified or mismatch
 */
record AttemptVerdict(@Form(words = Verdict.Kind.class) String kind, List<String> reasons) {
  static @Nullable AttemptVerdict of(@Nullable Verdict verdict) {
    return verdict == null
        ? null
        : new AttemptVerdict(verdict.kind().name().toLowerCase(Locale.ROOT), verdict.reasons());
  }
}
