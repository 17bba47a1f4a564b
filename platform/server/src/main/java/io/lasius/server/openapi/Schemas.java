package io.lasius.server.openapi;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.type.TypeFactory;
import io.lasius.server.http.Form;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The schemas of what goes over the wire. Each record has one of its own, that others refer to.
 * What is not nullable is required; what is null is left out of an answer, so that no null is in
 * any.
 */
final class Schemas {
  private static final String REFERENCE = "#/components/schemas/";
  private static final String TYPE = "type";
  private static final String FORMAT = "format";
  private static final String INTEGER = "integer";
  private static final String STRING = "string";
  private static final String BOOLEAN = "boolean";
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  /** Those of one value. */
  private static final Map<Class<?>, List<String>> PLAIN =
      Map.ofEntries(
          Map.entry(int.class, List.of(INTEGER, "int32")),
          Map.entry(Integer.class, List.of(INTEGER, "int32")),
          Map.entry(long.class, List.of(INTEGER, "int64")),
          Map.entry(Long.class, List.of(INTEGER, "int64")),
          Map.entry(double.class, List.of("number", "double")),
          Map.entry(BigDecimal.class, List.of("number")),
          Map.entry(boolean.class, List.of(BOOLEAN)),
          Map.entry(Boolean.class, List.of(BOOLEAN)),
          Map.entry(String.class, List.of(STRING)),
          Map.entry(UUID.class, List.of(STRING, "uuid")),
          Map.entry(ObjectNode.class, List.of("object")));

  private final TypeFactory types = TypeFactory.defaultInstance();
  private final Map<String, JavaType> owners = new HashMap<>();
  private final Map<String, ObjectNode> named = new TreeMap<>();

  /** All that were referred to so far, by name. */
  ObjectNode all() {
    var all = JSON.objectNode();
    named.forEach(all::set);
    return all;
  }

  JavaType type(Type type) {
    return types.constructType(type);
  }

  /** The schema of a value. */
  ObjectNode of(JavaType type, @Nullable Form form) {
    var schema = of(type);
    if (form != null) {
      constrain(schema, form);
    }
    return schema;
  }

  private ObjectNode of(JavaType type) {
    var raw = type.getRawClass();
    var plain = PLAIN.get(raw);
    if (plain != null) {
      return plain(plain);
    }
    if (raw == Object.class || raw == JsonNode.class) {
      return JSON.objectNode();
    }
    if (type.isMapLikeType()) {
      return JSON.objectNode()
          .put(TYPE, "object")
          .set("additionalProperties", of(type.getContentType()));
    }
    if (type.isCollectionLikeType()) {
      return JSON.objectNode().put(TYPE, "array").set("items", of(type.getContentType()));
    }
    if (raw.isRecord() || raw.isSealed()) {
      return JSON.objectNode().put("$ref", REFERENCE + define(type));
    }
    throw new IllegalStateException("no schema is known for what goes over the wire as " + type);
  }

  private static ObjectNode plain(List<String> words) {
    var schema = JSON.objectNode().put(TYPE, words.getFirst());
    return words.size() == 1 ? schema : schema.put(FORMAT, words.getLast());
  }

  private String define(JavaType type) {
    var name = SchemaNames.of(type);
    var owner = owners.putIfAbsent(name, type);
    if (owner == null) {
      var schema = JSON.objectNode();
      // There before its properties are, which may lead back to it.
      named.put(name, schema);
      schema.setAll(type.getRawClass().isRecord() ? record(type) : oneOf(type));
    } else if (!owner.equals(type)) {
      throw new IllegalStateException("%s and %s are both named %s".formatted(owner, type, name));
    }
    return name;
  }

  private ObjectNode oneOf(JavaType type) {
    var schema = JSON.objectNode();
    var choices = schema.putArray("oneOf");
    for (var choice : type.getRawClass().getPermittedSubclasses()) {
      choices.add(of(type(choice)));
    }
    return schema;
  }

  private ObjectNode record(JavaType type) {
    var schema = JSON.objectNode().put(TYPE, "object");
    var properties = schema.putObject("properties");
    var required = JSON.arrayNode();
    for (var component : type.getRawClass().getRecordComponents()) {
      var name = wireName(component);
      properties.set(name, property(type, component));
      if (isRequired(component)) {
        required.add(name);
      }
    }
    if (!required.isEmpty()) {
      schema.set("required", required);
    }
    return schema;
  }

  private ObjectNode property(JavaType owner, RecordComponent component) {
    if (component.getAccessor().isAnnotationPresent(JsonRawValue.class)) {
      return JSON.objectNode();
    }
    var type = types.resolveMemberType(component.getGenericType(), owner.getBindings());
    return of(type, component.getAnnotation(Form.class));
  }

  /** The schema of a component on its own. */
  ObjectNode of(RecordComponent component) {
    return of(type(component.getGenericType()), component.getAnnotation(Form.class));
  }

  static boolean isRequired(RecordComponent component) {
    var form = component.getAnnotation(Form.class);
    return (form != null && form.required())
        || !component.getAnnotatedType().isAnnotationPresent(Nullable.class);
  }

  static String wireName(RecordComponent component) {
    var property = component.getAccessor().getAnnotation(JsonProperty.class);
    return property == null ? component.getName() : property.value();
  }

  private static List<String> words(Class<?> type) {
    return Arrays.stream(type.getEnumConstants())
        .map(value -> ((Enum<?>) value).name().toLowerCase(Locale.ROOT))
        .toList();
  }

  private static void constrain(ObjectNode schema, Form form) {
    if (schema.path("items") instanceof ObjectNode items) {
      constrain(items, form);
      return;
    }
    if (!form.format().isEmpty()) {
      schema.put(FORMAT, form.format());
    }
    var values = form.words() == void.class ? List.of(form.oneOf()) : words(form.words());
    if (!values.isEmpty()) {
      var all = schema.putArray("enum");
      values.forEach(all::add);
    }
    if (form.min() != Long.MIN_VALUE) {
      schema.put("minimum", form.min());
    }
    if (form.max() != Long.MAX_VALUE) {
      schema.put("maximum", form.max());
    }
    if (form.minLength() > 0) {
      schema.put("minLength", form.minLength());
    }
    if (form.maxLength() != Integer.MAX_VALUE) {
      schema.put("maxLength", form.maxLength());
    }
    if (!form.pattern().isEmpty()) {
      schema.put("pattern", form.pattern());
    }
  }
}
