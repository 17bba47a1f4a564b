package io.lasius.replication.mapper;

import org.jspecify.annotations.Nullable;

/** Names of fields that a mapper must have. */
final class FieldNames {
  private FieldNames() {}

  static String required(@Nullable String name, String what) {
    if (name == null || name.isEmpty()) {
      throw new InvalidMappingException(what + " needs the name of a field");
    }
    return name;
  }
}
