package io.lasius.sdk.config;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashSet;
import java.util.Set;

/** Finds what a configuration holds in its secret settings. */
public final class SecretValues {
  private final Set<String> values = new LinkedHashSet<>();

  private SecretValues() {}

  /** Each text and number in a secret setting, also of a configuration that is not valid. */
  public static Set<String> of(Class<? extends Record> type, JsonNode config) {
    var secrets = new SecretValues();
    secrets.collect(Shape.of(type), config);
    return secrets.values;
  }

  private void collect(Shape shape, JsonNode json) {
    for (Property property : shape.properties()) {
      JsonNode value = json.path(property.name());
      if (property.setting().secret()) {
        collectAll(value);
      } else {
        collect(property.type(), value);
      }
    }
  }

  private void collect(ValueType type, JsonNode json) {
    switch (type) {
      case ValueType.Nested nested -> collect(nested.shape(), json);
      case ValueType.Alternatives alternatives ->
          // Of all forms: which one was meant may be what is wrong.
          alternatives.byValue().values().forEach(form -> collect(form.shape(), json));
      case ValueType.Several several ->
          json.forEach(element -> collect(several.element(), element));
      case ValueType.Text _,
          ValueType.Flag _,
          ValueType.Whole _,
          ValueType.Decimal _,
          ValueType.Constants _ -> {}
    }
  }

  private void collectAll(JsonNode json) {
    if (json.isTextual() || json.isNumber()) {
      values.add(json.asText());
    }
    json.forEach(this::collectAll);
  }
}
