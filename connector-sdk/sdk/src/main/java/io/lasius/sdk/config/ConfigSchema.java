package io.lasius.sdk.config;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;

/**
 * Writes the JSON Schema (draft-07) of a configuration record, with the properties that Airbyte's
 * forms look for ({@code order}, {@code airbyte_secret}, {@code airbyte_hidden}, {@code
 * multiline}). Builds no tree, so that the shortest of runs stays short.
 */
public final class ConfigSchema {
  private final JsonGenerator out;

  private ConfigSchema(JsonGenerator out) {
    this.out = out;
  }

  /**
   * Writes the schema as one object.
   *
   * @throws IllegalArgumentException where the record cannot be a configuration
   */
  public static void write(JsonGenerator out, Class<? extends Record> type) throws IOException {
    out.writeStartObject();
    out.writeStringField("$schema", "http://json-schema.org/draft-07/schema#");
    out.writeStringField("type", "object");
    new ConfigSchema(out).members(Shape.of(type).properties());
    out.writeEndObject();
  }

  private void members(List<Property> properties) throws IOException {
    out.writeArrayFieldStart("required");
    for (Property property : properties) {
      if (property.required()) {
        out.writeString(property.name());
      }
    }
    out.writeEndArray();
    out.writeObjectFieldStart("properties");
    properties(properties, 0);
    out.writeEndObject();
  }

  private void properties(List<Property> properties, int firstOrder) throws IOException {
    int order = firstOrder;
    for (Property property : properties) {
      out.writeObjectFieldStart(property.name());
      property(property, order++);
      out.writeEndObject();
    }
  }

  private void property(Property property, int order) throws IOException {
    Setting setting = property.setting();
    out.writeStringField("title", property.title());
    if (!setting.description().isEmpty()) {
      out.writeStringField("description", setting.description());
    }
    type(property.type());
    limits(setting);
    if (!setting.defaultValue().isEmpty()) {
      out.writeFieldName("default");
      json(property, setting.defaultValue());
    }
    if (setting.examples().length > 0) {
      out.writeArrayFieldStart("examples");
      for (String example : setting.examples()) {
        json(property, example);
      }
      out.writeEndArray();
    }
    flag("airbyte_secret", setting.secret());
    flag("airbyte_hidden", setting.hidden());
    flag("multiline", setting.multiline());
    out.writeNumberField("order", order);
  }

  private void limits(Setting setting) throws IOException {
    if (!setting.pattern().isEmpty()) {
      out.writeStringField("pattern", setting.pattern());
    }
    if (Double.isFinite(setting.minimum())) {
      number("minimum", setting.minimum());
    }
    if (Double.isFinite(setting.maximum())) {
      number("maximum", setting.maximum());
    }
  }

  private void type(ValueType type) throws IOException {
    switch (type) {
      case ValueType.Text _ -> out.writeStringField("type", "string");
      case ValueType.Flag _ -> out.writeStringField("type", "boolean");
      case ValueType.Whole _ -> out.writeStringField("type", "integer");
      case ValueType.Decimal _ -> out.writeStringField("type", "number");
      case ValueType.Constants constants -> {
        out.writeStringField("type", "string");
        out.writeArrayFieldStart("enum");
        for (String name : constants.byName().keySet()) {
          out.writeString(name);
        }
        out.writeEndArray();
      }
      case ValueType.Several several -> {
        out.writeStringField("type", "array");
        out.writeObjectFieldStart("items");
        type(several.element());
        out.writeEndObject();
      }
      case ValueType.Nested nested -> {
        out.writeStringField("type", "object");
        members(nested.shape().properties());
      }
      case ValueType.Alternatives alternatives -> {
        out.writeStringField("type", "object");
        out.writeArrayFieldStart("oneOf");
        for (ValueType.Alternative alternative : alternatives.byValue().values()) {
          alternative(alternatives.discriminator(), alternative);
        }
        out.writeEndArray();
      }
    }
  }

  private void alternative(String discriminator, ValueType.Alternative alternative)
      throws IOException {
    Choice choice = alternative.choice();
    List<Property> properties = alternative.shape().properties();
    out.writeStartObject();
    out.writeStringField("title", choice.title().isEmpty() ? choice.value() : choice.title());
    if (!choice.description().isEmpty()) {
      out.writeStringField("description", choice.description());
    }
    out.writeStringField("type", "object");
    out.writeArrayFieldStart("required");
    out.writeString(discriminator);
    for (Property property : properties) {
      if (property.required()) {
        out.writeString(property.name());
      }
    }
    out.writeEndArray();
    out.writeObjectFieldStart("properties");
    out.writeObjectFieldStart(discriminator);
    out.writeStringField("type", "string");
    out.writeStringField("const", choice.value());
    out.writeStringField("default", choice.value());
    out.writeNumberField("order", 0);
    out.writeEndObject();
    properties(properties, 1);
    out.writeEndObject();
    out.writeEndObject();
  }

  private void json(Property property, String json) throws IOException {
    if (property.isBareText(json)) {
      out.writeString(json);
    } else {
      out.writeRawValue(json);
    }
  }

  private void flag(String name, boolean value) throws IOException {
    if (value) {
      out.writeBooleanField(name, true);
    }
  }

  private void number(String name, double value) throws IOException {
    out.writeFieldName(name);
    out.writeNumber(new BigDecimal(value).toPlainString());
  }
}
