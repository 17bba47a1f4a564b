package io.lasius.server.secret;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One splitting of a configuration: what was sent beside what is stored. */
final class ConfigSplit {
  private final SecretFields fields;
  private final Map<UUID, JsonNode> secrets = new HashMap<>();
  private final JsonNode before;
  private final Set<UUID> kept;

  ConfigSplit(SecretFields fields, @Nullable ObjectNode stored) {
    this.fields = fields;
    before = stored == null ? MissingNode.getInstance() : stored;
    kept = SecretConfig.references(before);
  }

  SplitConfig apply(ObjectNode sent) {
    var config = (ObjectNode) object(sent, before, fields.root(), "");
    return new SplitConfig(config, secrets);
  }

  private JsonNode value(JsonNode sent, JsonNode stored, SchemaPlace place, String path) {
    UUID named = SecretReference.ofCoordinate(sent);
    if (named != null && mayBe(named, stored, place)) {
      return SecretReference.to(named);
    }
    if (place.isSecret() && SecretReference.isShapedLikeCoordinate(sent)) {
      throw new RefusedConfigException(
          path, "no secret of this configuration has that coordinate; send the value itself");
    }
    if (isMask(sent)) {
      if (!SecretConfig.references(stored).isEmpty()) {
        return stored;
      }
      if (place.isSecret() && SecretFields.isSecret(place, stored) && !stored.isMissingNode()) {
        // Stored before the specification called it a secret.
        return secret(stored);
      }
      if (place.isSecret()) {
        throw new RefusedConfigException(
            path,
            "the value is masked, but it cannot be told which stored secret it stands for; send the value itself");
      }
    }
    if (SecretFields.isSecret(place, sent)) {
      return secret(sent);
    }
    if (SecretReference.isShapedLikeOne(sent)) {
      throw new RefusedConfigException(
          path,
          "an object with nothing but \"_secret\" is the platform's own; send the value itself");
    }
    return switch (sent) {
      case ObjectNode object -> object(object, stored, place, path);
      case ArrayNode array -> array(array, stored, place, path);
      default -> sent;
    };
  }

  /** Where nothing is secret, it could come out again: only what is there already may stay. */
  private boolean mayBe(UUID named, JsonNode stored, SchemaPlace place) {
    return place.isSecret() ? kept.contains(named) : named.equals(SecretReference.read(stored));
  }

  private JsonNode secret(JsonNode value) {
    UUID id = UUID.randomUUID();
    secrets.put(id, value.deepCopy());
    return SecretReference.to(id);
  }

  private JsonNode object(ObjectNode sent, JsonNode stored, SchemaPlace place, String path) {
    var split = JsonNodeFactory.instance.objectNode();
    for (var member : sent.properties()) {
      String name = member.getKey();
      split.set(
          name,
          value(
              member.getValue(),
              stored.path(name),
              place.property(name),
              path + '/' + name.replace("~", "~0").replace("/", "~1")));
    }
    return split;
  }

  private JsonNode array(ArrayNode sent, JsonNode stored, SchemaPlace place, String path) {
    var split = JsonNodeFactory.instance.arrayNode();
    List<JsonNode> counterparts = counterparts(sent, stored, place.items());
    for (int i = 0; i < sent.size(); i++) {
      split.add(value(sent.get(i), counterparts.get(i), place.items(), path + '/' + i));
    }
    return split;
  }

  /**
   * For each item that was sent the one that it was when it was shown, as far as that can be told.
   */
  private static List<JsonNode> counterparts(ArrayNode sent, JsonNode stored, SchemaPlace items) {
    List<JsonNode> found = new ArrayList<>();
    List<JsonNode> looks = new ArrayList<>();
    stored.forEach(item -> looks.add(SecretConfig.masked(item, items)));
    boolean[] taken = new boolean[looks.size()];
    List<JsonNode> sentLooks = new ArrayList<>();
    sent.forEach(item -> sentLooks.add(SecretConfig.masked(item, items)));
    for (int i = 0; i < sent.size(); i++) {
      JsonNode look = sentLooks.get(i);
      // Of several that look the same one is gone, and nothing tells which.
      boolean doubtful =
          Collections.frequency(looks, look) > Collections.frequency(sentLooks, look);
      int index = doubtful ? -1 : sameLook(look, i, looks, taken);
      found.add(index < 0 ? MissingNode.getInstance() : stored.get(index));
      if (index >= 0) {
        taken[index] = true;
      }
    }
    // One that was edited stands where it stood, if nothing came or went.
    for (int i = 0; i < found.size() && sent.size() == looks.size(); i++) {
      if (found.get(i).isMissingNode() && !taken[i]) {
        found.set(i, stored.get(i));
      }
    }
    return found;
  }

  private static int sameLook(JsonNode look, int index, List<JsonNode> looks, boolean[] taken) {
    if (index < looks.size() && !taken[index] && looks.get(index).equals(look)) {
      return index;
    }
    for (int i = 0; i < looks.size(); i++) {
      if (!taken[i] && looks.get(i).equals(look)) {
        return i;
      }
    }
    return -1;
  }

  private static boolean isMask(JsonNode value) {
    return value.isTextual() && value.textValue().equals(SecretConfig.MASK);
  }
}
