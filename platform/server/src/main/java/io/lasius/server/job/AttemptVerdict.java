package io.lasius.server.job;

import io.lasius.replication.Verdict;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A verdict on its way out.
 *
 * @param kind verified, unverified or mismatch
 */
record AttemptVerdict(String kind, List<String> reasons) {
  static @Nullable AttemptVerdict of(@Nullable Verdict verdict) {
    return verdict == null
        ? null
        : new AttemptVerdict(verdict.kind().name().toLowerCase(Locale.ROOT), verdict.reasons());
  }
}
