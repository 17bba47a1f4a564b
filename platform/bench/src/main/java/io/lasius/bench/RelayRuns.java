package io.lasius.bench;

import io.lasius.bench.CpuMeter.Spender;
import java.util.EnumMap;
import java.util.Map;

/** Runs that moved the same number of records in the same way. */
final class RelayRuns {
  private static final double MILLION = 1e6;
  private static final double NANOS = 1e9;

  private final long records;
  private final Sample rate = new Sample();
  private final Sample total = new Sample();
  private final Map<Spender, Sample> cpu = new EnumMap<>(Spender.class);

  RelayRuns(long records) {
    this.records = records;
  }

  void add(long nanos, Map<Spender, Double> seconds) {
    rate.add(records / (nanos / NANOS));
    double sum = 0;
    for (Spender spender : Spender.values()) {
      double perMillion = seconds.getOrDefault(spender, 0.0) * MILLION / records;
      cpu.computeIfAbsent(spender, _ -> new Sample()).add(perMillion);
      sum += perMillion;
    }
    total.add(sum);
  }

  /** Records a second, median. */
  double rate() {
    return rate.median();
  }

  /** CPU seconds for a million records, median. */
  double cpu() {
    return total.median();
  }

  /** The same of one spender. */
  double cpu(Spender spender) {
    return cpu.getOrDefault(spender, new Sample()).median();
  }
}
