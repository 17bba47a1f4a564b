package io.lasius.server.secret;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What stands in a stored configuration in place of a secret. */
final class SecretReference {
  private static final String KEY = "_secret";

  private SecretReference() {}

  static ObjectNode to(UUID secret) {
    return JsonNodeFactory.instance.objectNode().put(KEY, secret.toString());
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
    try {
      return UUID.fromString(value.path(KEY).textValue());
    } catch (IllegalArgumentException _) {
      return null;
    }
  }
}
