package io.lasius.bench.soak;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What is wrong after a soak.
 *
 * @param faults a sentence each
 */
record Verdict(List<String> faults) {
  Verdict {
    faults = List.copyOf(faults);
  }

  /** Compares two moments when no sync ran. */
  static Verdict of(Reading start, Reading end, Syncs.Sums sums) {
    var faults = new ArrayList<String>();
    for (Quantity quantity : Quantity.values()) {
      fault(quantity, start.value(quantity).orElse(0.0), end.value(quantity).orElse(0.0))
          .ifPresent(faults::add);
    }
    if (sums.failed() > 0) {
      faults.add("%d syncs failed.".formatted(sums.failed()));
    }
    if (sums.succeeded() == 0) {
      faults.add("No sync succeeded.");
    }
    if (sums.committed() != sums.expected()) {
      faults.add(
          "%d records were committed, but %d expected."
              .formatted(sums.committed(), sums.expected()));
    }
    return new Verdict(faults);
  }

  private static Optional<String> fault(Quantity quantity, double before, double after) {
    return switch (quantity.rule) {
      case NONE, BY_DESIGN -> Optional.empty();
      case NOTHING_LEFT ->
          after > 0
              ? Optional.of("%s: %.0f left.".formatted(quantity.title, after))
              : Optional.empty();
      case LIMIT ->
          after > quantity.allowed
              ? Optional.of(
                  String.format(
                      Locale.ROOT,
                      "%s was %.1f, more than %s.",
                      quantity.title,
                      after,
                      allowed(quantity)))
              : Optional.empty();
      case GROWTH ->
          after > before + quantity.allowed
              ? Optional.of(
                  String.format(
                      Locale.ROOT,
                      "%s grew from %.1f to %.1f, by more than %s.",
                      quantity.title,
                      before,
                      after,
                      allowed(quantity)))
              : Optional.empty();
    };
  }

  private static String allowed(Quantity quantity) {
    return "%.0f %s".formatted(quantity.allowed, quantity.unit).strip();
  }
}
