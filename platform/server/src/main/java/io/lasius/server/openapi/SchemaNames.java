package io.lasius.server.openapi;

import com.fasterxml.jackson.databind.JavaType;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Names of schemas, by their records alone, so that a record more changes no other's. A record
 * within a type is named after both, what they share once: {@code ActorRequest} for {@code
 * ActorController.ActorRequest}.
 */
final class SchemaNames {
  private SchemaNames() {}

  static String of(JavaType type) {
    var arguments =
        type.getBindings().getTypeParameters().stream()
            .map(SchemaNames::of)
            .collect(Collectors.joining());
    return arguments + of(type.getRawClass());
  }

  private static String of(Class<?> type) {
    var outer = type.getDeclaringClass();
    return outer == null
        ? type.getSimpleName()
        : joined(
            words(of(outer).replaceAll("(Controller|Wire)$", "")), words(type.getSimpleName()));
  }

  private static List<String> words(String name) {
    return List.of(name.split("(?<=[a-z])(?=[A-Z])"));
  }

  /** Both, with the words once that the first ends and the second begins with. */
  private static String joined(List<String> first, List<String> second) {
    int shared = Math.min(first.size(), second.size());
    while (!first.subList(first.size() - shared, first.size()).equals(second.subList(0, shared))) {
      shared--;
    }
    return String.join("", first) + String.join("", second.subList(shared, second.size()));
  }
}
