package io.lasius.server.secret;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The configurations of one connector in their three forms. <em>Plain</em> is what a user sends and
 * a connector gets; <em>stored</em> has a reference in place of each secret; <em>masked</em> has
 * {@value #MASK} there, and is what anyone is shown; or, where asked for, a <em>coordinate</em>,
 * which names the secret and does not tell it. Nothing that is handed in is changed. Thread-safe.
 */
public final class SecretConfig {
  /** What is shown in place of a secret; sent back, it means that the secret stays as it is. */
  public static final String MASK = "**********";

  private final SecretFields fields;

  private SecretConfig(SecretFields fields) {
    this.fields = fields;
  }

  /**
   * For the configurations of a connector.
   *
   * @param connectionSpecification the JSON Schema of its configuration
   */
  public static SecretConfig of(JsonNode connectionSpecification) {
    return new SecretConfig(SecretFields.of(connectionSpecification));
  }

  /**
   * Splits a new configuration.
   *
   * @throws RefusedConfigException if it holds a mask or a coordinate, or a reference of its own
   *     making
   */
  public SplitConfig split(ObjectNode plain) {
    return new ConfigSplit(fields, null).apply(plain);
  }

  /**
   * Splits what is to replace a stored configuration. A masked value keeps the secret that it
   * stands for; in an array it is that of the item with the same other values, else of the one at
   * the same index. A coordinate keeps the secret that it names, wherever a secret may stand.
   *
   * @throws RefusedConfigException if a mask or a coordinate stands for nothing, or there is a
   *     reference that was made up
   */
  public SplitConfig replace(ObjectNode stored, ObjectNode sent) {
    return new ConfigSplit(fields, stored).apply(sent);
  }

  /**
   * Splits a stored configuration with changes: objects are merged member by member, {@code null}
   * takes a member away, all else is replaced. Masks and coordinates are as in {@link #replace}.
   *
   * @throws RefusedConfigException as {@link #replace}
   */
  public SplitConfig merge(ObjectNode stored, ObjectNode changes) {
    return replace(stored, (ObjectNode) merged(mask(stored), changes));
  }

  /** A stored configuration as it may be shown. */
  public ObjectNode mask(ObjectNode stored) {
    return (ObjectNode) masked(stored, fields.root());
  }

  /** The same with each secret's coordinate; sent back, it means that secret. */
  public static ObjectNode coordinates(ObjectNode stored) {
    return hydrate(stored, SecretReference::coordinate);
  }

  /**
   * A stored configuration with its secrets put back.
   *
   * @param secrets gives a secret's value by its identifier, or null where there is none
   * @throws SecretException if a secret is gone
   */
  public static ObjectNode hydrate(ObjectNode stored, Function<UUID, @Nullable JsonNode> secrets) {
    return (ObjectNode) hydrated(stored, "", secrets);
  }

  /** The secrets that a stored configuration refers to. */
  public static Set<UUID> references(JsonNode stored) {
    var references = new LinkedHashSet<UUID>();
    collect(stored, references);
    return Collections.unmodifiableSet(references);
  }

  private static JsonNode merged(JsonNode old, JsonNode change) {
    if (!(old instanceof ObjectNode before) || !(change instanceof ObjectNode changes)) {
      return change;
    }
    ObjectNode merged = before.deepCopy();
    for (var member : changes.properties()) {
      if (member.getValue().isNull()) {
        merged.remove(member.getKey());
      } else {
        merged.set(member.getKey(), merged(before.path(member.getKey()), member.getValue()));
      }
    }
    return merged;
  }

  /** What a value at a place looks like to a user. */
  static JsonNode masked(JsonNode value, SchemaPlace place) {
    if (SecretReference.isShapedLikeOne(value) || SecretFields.isSecret(place, value)) {
      return TextNode.valueOf(MASK);
    }
    return switch (value) {
      case ObjectNode object -> {
        var masked = JsonNodeFactory.instance.objectNode();
        for (var member : object.properties()) {
          masked.set(member.getKey(), masked(member.getValue(), place.property(member.getKey())));
        }
        yield masked;
      }
      case ArrayNode array -> {
        var masked = JsonNodeFactory.instance.arrayNode();
        array.forEach(item -> masked.add(masked(item, place.items())));
        yield masked;
      }
      default -> value;
    };
  }

  private static JsonNode hydrated(
      JsonNode value, String path, Function<UUID, @Nullable JsonNode> secrets) {
    UUID id = SecretReference.read(value);
    if (id != null) {
      JsonNode secret = secrets.apply(id);
      if (secret == null) {
        throw new SecretException(
            "the configuration refers at \"%s\" to the secret %s, which is gone; enter it again"
                .formatted(path, id),
            null);
      }
      return secret;
    }
    return switch (value) {
      case ObjectNode object -> {
        var hydrated = JsonNodeFactory.instance.objectNode();
        for (var member : object.properties()) {
          hydrated.set(
              member.getKey(), hydrated(member.getValue(), path + '/' + member.getKey(), secrets));
        }
        yield hydrated;
      }
      case ArrayNode array -> {
        var hydrated = JsonNodeFactory.instance.arrayNode();
        for (int i = 0; i < array.size(); i++) {
          hydrated.add(hydrated(array.get(i), path + '/' + i, secrets));
        }
        yield hydrated;
      }
      default -> value;
    };
  }

  private static void collect(JsonNode value, Set<UUID> references) {
    UUID id = SecretReference.read(value);
    if (id != null) {
      references.add(id);
    } else {
      value.forEach(child -> collect(child, references));
    }
  }
}
