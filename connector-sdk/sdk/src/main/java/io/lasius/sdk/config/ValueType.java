package io.lasius.sdk.config;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What kind of value a setting holds. */
sealed interface ValueType {
  /** A text. */
  record Text() implements ValueType {}

  /** True or false. */
  record Flag() implements ValueType {}

  /** A whole number of the Java type. */
  record Whole(Class<?> javaType) implements ValueType {}

  /** Any number of the Java type. */
  record Decimal(Class<?> javaType) implements ValueType {}

  /** One of a few texts, each with its constant. */
  record Constants(Map<String, Enum<?>> byName) implements ValueType {}

  /** Several values. */
  record Several(ValueType element) implements ValueType {}

  /** Settings inside of a setting. */
  record Nested(Shape shape) implements ValueType {}

  /** Settings in one of several forms; the discriminating property tells which. */
  record Alternatives(String discriminator, Map<String, Alternative> byValue)
      implements ValueType {}

  /** One of several forms. */
  record Alternative(Choice choice, Shape shape) {}

  /** The kind that a Java type stands for. */
  static ValueType of(Type type, String where) {
    if (type instanceof ParameterizedType several && several.getRawType() == List.class) {
      return new Several(of(several.getActualTypeArguments()[0], where));
    }
    if (type == String.class) {
      return new Text();
    }
    if (type == boolean.class || type == Boolean.class) {
      return new Flag();
    }
    if (type == int.class || type == Integer.class || type == long.class || type == Long.class) {
      return new Whole((Class<?>) type);
    }
    if (type == double.class || type == Double.class || type == BigDecimal.class) {
      return new Decimal((Class<?>) type);
    }
    if (type instanceof Class<?> named) {
      if (named.isEnum()) {
        return new Constants(constants(named));
      }
      if (named.isRecord()) {
        return new Nested(Shape.of(named.asSubclass(Record.class)));
      }
      if (named.isAnnotationPresent(OneOf.class)) {
        return alternatives(named);
      }
    }
    throw new IllegalArgumentException(
        ("%s is a %s, which no setting can be: use String, boolean, int, long, double, BigDecimal, an"
                + " enum, a List, a record, or a sealed interface with @OneOf")
            .formatted(where, type.getTypeName()));
  }

  private static Map<String, Enum<?>> constants(Class<?> type) {
    var constants = new LinkedHashMap<String, Enum<?>>();
    for (Object constant : type.getEnumConstants()) {
      if (constant instanceof Enum<?> value) {
        constants.put(nameOf(type, value), value);
      }
    }
    return constants;
  }

  private static String nameOf(Class<?> type, Enum<?> constant) {
    return Arrays.stream(type.getFields())
        .filter(field -> field.getName().equals(constant.name()))
        .map(field -> field.getAnnotation(JsonProperty.class))
        .filter(property -> property != null)
        .map(JsonProperty::value)
        .findFirst()
        .orElse(constant.name().toLowerCase(Locale.ROOT));
  }

  private static Alternatives alternatives(Class<?> type) {
    var byValue = new LinkedHashMap<String, Alternative>();
    for (Class<?> form : type.getPermittedSubclasses()) {
      Choice choice = form.getAnnotation(Choice.class);
      if (choice == null || !form.isRecord()) {
        throw new IllegalArgumentException(
            "%s is a form of %s, and so must be a record with @Choice"
                .formatted(form.getName(), type.getName()));
      }
      byValue.put(choice.value(), new Alternative(choice, Shape.of(form.asSubclass(Record.class))));
    }
    return new Alternatives(type.getAnnotation(OneOf.class).value(), byValue);
  }
}
