package io.lasius.protocol.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeType;
import com.networknt.schema.Error;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** Words of our own for each rule: the library's show the value, which may be a secret. */
final class ViolationText {
  /** So many characters of a rule are shown. */
  private static final int MAX_RULE_CHARS = 200;

  private ViolationText() {}

  static SchemaViolation of(Error error) {
    JsonNode rule = error.getSchemaNode();
    return switch (error.getKeyword()) {
      case "type" -> ofType(error, elements(rule));
      case "const" -> ofConstants(error, List.of(rule));
      case "enum" -> ofConstants(error, elements(rule));
      case "required" -> ofMissing(error, error.getProperty(), List.of());
      case "additionalProperties" ->
          violation(
              error,
              "has a property that the schema does not know: \"" + error.getProperty() + '"');
      case "oneOf", "anyOf" -> ofNoOption(error);
      case String keyword ->
          violation(error, "%s, but must %s".formatted(type(error), demand(keyword, rule)));
    };
  }

  static SchemaViolation ofType(Error error, Collection<JsonNode> types) {
    String wanted =
        types.stream()
            .map(type -> nameOf(type.asText()))
            .distinct()
            .collect(Collectors.joining(" or "));
    return violation(error, "%s, but must be %s".formatted(type(error), wanted));
  }

  static SchemaViolation ofConstants(Error error, Collection<JsonNode> allowed) {
    String values = allowed.stream().map(JsonNode::toString).collect(Collectors.joining(", "));
    return violation(
        error,
        "%s, but must be %s%s"
            .formatted(type(error), allowed.size() == 1 ? "" : "one of ", shortened(values)));
  }

  static SchemaViolation ofMissing(Error error, String property, Collection<JsonNode> allowed) {
    String values = allowed.stream().map(JsonNode::toString).collect(Collectors.joining(", "));
    return violation(
        error,
        "lacks the required property \"%s\"%s"
            .formatted(
                property, allowed.isEmpty() ? "" : ", which must be one of " + shortened(values)));
  }

  /** For a value that fits no option of a choice, or more than one. */
  static SchemaViolation ofNoOption(Error error) {
    int options = error.getSchemaNode().size();
    Object[] arguments = error.getArguments();
    boolean several =
        error.getKeyword().equals("oneOf")
            && arguments.length > 0
            && !"0".equals(String.valueOf(arguments[0]));
    return several
        ? violation(
            error,
            "%s that fits %s of the %d options, but must fit exactly one"
                .formatted(type(error), arguments[0], options))
        : violation(error, "%s that fits none of the %d options".formatted(type(error), options));
  }

  private static String demand(String keyword, JsonNode rule) {
    String value = shortened(rule.isTextual() ? rule.asText() : rule.toString());
    return switch (keyword) {
      case "pattern" -> "match the pattern " + value;
      case "format" -> "be a valid " + value;
      case "minimum" -> "be at least " + value;
      case "maximum" -> "be at most " + value;
      case "exclusiveMinimum" -> "be greater than " + value;
      case "exclusiveMaximum" -> "be less than " + value;
      case "multipleOf" -> "be a multiple of " + value;
      case "minLength" -> "have at least %s characters".formatted(value);
      case "maxLength" -> "have at most %s characters".formatted(value);
      case "minItems" -> "have at least %s items".formatted(value);
      case "maxItems" -> "have at most %s items".formatted(value);
      case "minProperties" -> "have at least %s properties".formatted(value);
      case "maxProperties" -> "have at most %s properties".formatted(value);
      case "uniqueItems" -> "have no item twice";
      default -> "keep to the rule \"%s\"".formatted(keyword);
    };
  }

  private static SchemaViolation violation(Error error, String message) {
    return new SchemaViolation(error.getInstanceLocation().toString(), message);
  }

  private static String type(Error error) {
    JsonNode value = error.getInstanceNode();
    return "is "
        + (value.getNodeType() == JsonNodeType.NUMBER
            ? nameOf(value.isIntegralNumber() ? "integer" : "number")
            : nameOf(value.getNodeType().name().toLowerCase(Locale.ROOT)));
  }

  private static String nameOf(String type) {
    return switch (type) {
      case "null" -> "null";
      case "array", "object", "integer" -> "an " + type;
      default -> "a " + type;
    };
  }

  private static List<JsonNode> elements(JsonNode rule) {
    return rule.isArray()
        ? StreamSupport.stream(rule.spliterator(), false).toList()
        : List.of(rule);
  }

  private static String shortened(String rule) {
    return rule.length() <= MAX_RULE_CHARS ? rule : rule.substring(0, MAX_RULE_CHARS) + "…";
  }
}
