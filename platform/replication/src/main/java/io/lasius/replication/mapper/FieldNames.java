package io.lasius.replication.mapper;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Texts that a mapper is made with. */
final class FieldNames {
  private FieldNames() {}

  static String required(@Nullable String name, String what) {
    if (name == null || name.isEmpty()) {
      throw new InvalidMappingException(what + " needs the name of a field");
    }
    return unicode(name);
  }

  /** Fails on half of a surrogate pair, which no text in UTF-8 can hold. */
  static String unicode(String text) {
    if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
      throw new InvalidMappingException("a selection or mapper holds a text that is no Unicode");
    }
    return text;
  }
}
