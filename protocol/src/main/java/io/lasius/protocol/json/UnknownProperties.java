package io.lasius.protocol.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The properties of an object that the protocol does not know: kept, and written back. */
public final class UnknownProperties {
  private UnknownProperties() {}

  /** An unmodifiable copy in the same order; empty for null. */
  public static Map<String, JsonNode> copyOf(@Nullable Map<String, JsonNode> properties) {
    return properties == null || properties.isEmpty()
        ? Map.of()
        : Collections.unmodifiableMap(new LinkedHashMap<>(properties));
  }
}
