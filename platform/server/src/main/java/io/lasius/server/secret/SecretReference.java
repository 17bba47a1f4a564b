package io.lasius.server.secret;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What stands in a stored configuration in place of a secret. */
final class SecretReference {
  private static final String KEY = "_secret";

  /** Before the identifier of a secret in its coordinate. */
  private static final String COORDINATE = "secret_coordinate::";

  private SecretReference() {}

  static ObjectNode to(UUID secret) {
    return JsonNodeFactory.instance.objectNode().put(KEY, secret.toString());
  }

  /** What a secret is called where it may not be told. */
  static JsonNode coordinate(UUID secret) {
    return TextNode.valueOf(COORDINATE + secret);
  }

  /** Whether the value looks like a coordinate, of a secret or of nothing. */
  static boolean isShapedLikeCoordinate(JsonNode value) {
    return value.isTextual() && value.textValue().startsWith(COORDINATE);
  }

  /** The secret whose coordinate a value is; null where it is none. */
  static @Nullable UUID ofCoordinate(JsonNode value) {
    return isShapedLikeCoordinate(value)
        ? id(value.textValue().substring(COORDINATE.length()))
        : null;
  }

  /** Whether the value has the shape of a reference, to a secret or to nothing. */
  static boolean isShapedLikeOne(JsonNode value) {
    return value.isObject() && value.size() == 1 && value.has(KEY);
  }

  /** What a value names outside, such as {@code env:NAME}; null where it names nothing there. */
  static @Nullable String external(JsonNode value) {
    if (!isShapedLikeOne(value) || !value.path(KEY).isTextual()) {
      return null;
    }
    var name = value.path(KEY).textValue();
    return name.indexOf(':') > 0 ? name : null;
  }

  /** The secret that a value of a stored configuration refers to; null where it is no reference. */
  static @Nullable UUID read(JsonNode value) {
    if (!isShapedLikeOne(value) || !value.path(KEY).isTextual()) {
      return null;
    }
    return id(value.path(KEY).textValue());
  }

  private static @Nullable UUID id(String text) {
    try {
      return UUID.fromString(text);
    } catch (IllegalArgumentException _) {
      return null;
    }
  }
}
