package io.lasius.sdk.config;

import java.util.Arrays;
import java.util.List;

/** The settings of a configuration record, in the order of its components. */
record Shape(Class<? extends Record> type, List<Property> properties) {
  Shape {
    properties = List.copyOf(properties);
  }

  /**
   * Looks at the record.
   *
   * @throws IllegalArgumentException where a component cannot be a setting
   */
  static Shape of(Class<? extends Record> type) {
    return new Shape(type, Arrays.stream(type.getRecordComponents()).map(Property::of).toList());
  }
}
