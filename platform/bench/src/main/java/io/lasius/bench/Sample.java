package io.lasius.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Measurements of one thing. */
final class Sample {
  private final List<Double> values = new ArrayList<>();

  void add(double value) {
    values.add(value);
  }

  double median() {
    return percentile(50);
  }

  /** The smallest value that so many percent of all do not exceed. */
  double percentile(int percent) {
    if (values.isEmpty()) {
      throw new IllegalStateException("nothing was measured");
    }
    var sorted = new ArrayList<>(values);
    Collections.sort(sorted);
    return sorted.get(Math.ceilDiv(sorted.size() * percent, 100) - 1);
  }
}
