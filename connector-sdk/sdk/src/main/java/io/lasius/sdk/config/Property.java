package io.lasius.sdk.config;

import java.lang.reflect.RecordComponent;
import org.jspecify.annotations.Nullable;

/**
 * One setting.
 *
 * @param name as it stands in a configuration
 * @param required whether it must be set
 */
record Property(String name, Setting setting, ValueType type, boolean required) {
  static Property of(RecordComponent component) {
    String where = "component " + component.getName() + " of " + component.getDeclaringRecord();
    Setting setting = component.getAnnotation(Setting.class);
    if (setting == null) {
      throw new IllegalArgumentException(where + " has no @Setting");
    }
    boolean nullable = component.getAnnotatedType().isAnnotationPresent(Nullable.class);
    if (nullable && component.getType().isPrimitive()) {
      throw new IllegalArgumentException(where + " is primitive, and so cannot be @Nullable");
    }
    return new Property(
        snakeCase(component.getName()),
        setting,
        ValueType.of(component.getGenericType(), where),
        !nullable && setting.defaultValue().isEmpty());
  }

  /** The name for people. */
  String title() {
    if (!setting.title().isEmpty()) {
      return setting.title();
    }
    String words = name.replace('_', ' ');
    return Character.toUpperCase(words.charAt(0)) + words.substring(1);
  }

  /** Whether the JSON text of a default or an example is a text without its quotes. */
  boolean isBareText(String json) {
    return (type instanceof ValueType.Text || type instanceof ValueType.Constants)
        && !json.startsWith("\"");
  }

  /** Without regular expressions, which cost more than all names do when a JVM has just begun. */
  private static String snakeCase(String camelCase) {
    var name = new StringBuilder();
    for (int i = 0; i < camelCase.length(); i++) {
      char c = camelCase.charAt(i);
      if (i > 0 && Character.isUpperCase(c) && !Character.isUpperCase(camelCase.charAt(i - 1))) {
        name.append('_');
      }
      name.append(Character.toLowerCase(c));
    }
    return name.toString();
  }
}
