package io.lasius.protocol.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Tells which option of a choice a value was meant to be: constants, and the value's own type. */
final class Discriminator {
  private final Error choice;

  Discriminator(Error choice) {
    this.choice = choice;
  }

  /** Whether an error of an option says that the value is no attempt at this option. */
  boolean isMissed(Error error) {
    int below =
        error.getInstanceLocation().getNameCount() - choice.getInstanceLocation().getNameCount();
    return switch (error.getKeyword()) {
      case "const" -> below <= 1;
      case "enum" -> below == 0 || (below == 1 && error.getSchemaNode().size() == 1);
      case "type" -> below == 0;
      case "required" -> below == 0 && !constantsOf(error.getProperty()).isEmpty();
      default -> false;
    };
  }

  /** The one sentence where the value is no attempt at any option. */
  SchemaViolation noOptionMeant(List<Error> errors) {
    List<Error> missed = errors.stream().filter(this::isMissed).toList();
    Error first = missed.getFirst();
    boolean oneReason =
        missed.stream()
            .allMatch(error ->
                error.getInstanceLocation().equals(first.getInstanceLocation())
                    && reason(error).equals(reason(first)));
    if (!oneReason) {
      return ViolationText.ofNoOption(choice);
    }
    if (first.getKeyword().equals("required")) {
      return ViolationText.ofMissing(first, first.getProperty(), constantsOf(first.getProperty()));
    }
    Set<JsonNode> allowed = new LinkedHashSet<>();
    for (Error error : missed) {
      JsonNode rule = error.getSchemaNode();
      if (rule.isArray()) {
        rule.forEach(allowed::add);
      } else {
        allowed.add(rule);
      }
    }
    return first.getKeyword().equals("type")
        ? ViolationText.ofType(first, allowed)
        : ViolationText.ofConstants(first, allowed);
  }

  private static String reason(Error error) {
    return switch (error.getKeyword()) {
      case "required" -> "required " + error.getProperty();
      case "enum" -> "const";
      case String keyword -> keyword;
    };
  }

  /** What the options demand of a property by which they are told apart. */
  private List<JsonNode> constantsOf(String property) {
    List<JsonNode> constants = new ArrayList<>();
    for (JsonNode option : choice.getSchemaNode()) {
      JsonNode rule = option.path("properties").path(property);
      JsonNode only = rule.path("enum");
      if (rule.has("const")) {
        constants.add(rule.path("const"));
      } else if (only.size() == 1) {
        constants.add(only.path(0));
      }
    }
    return constants;
  }
}
