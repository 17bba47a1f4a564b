package io.lasius.bench.soak;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** What was measured at one moment; what could not be seen is absent. */
record Reading(Map<Quantity, Double> values) {
  Reading {
    values = Map.copyOf(values);
  }

  Optional<Double> value(Quantity quantity) {
    return Optional.ofNullable(values.get(quantity));
  }

  /** The highest of both. */
  Reading highest(Reading other) {
    var highest = new EnumMap<Quantity, Double>(Quantity.class);
    highest.putAll(values);
    other.values.forEach((quantity, value) -> highest.merge(quantity, value, Math::max));
    return new Reading(highest);
  }
}
