package io.lasius.server.state;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import io.lasius.protocol.json.Json;
import io.lasius.server.state.JsonDifferences.Difference;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Holds where a connection stood at two versions against each other. */
@Singleton
class StateComparison {
  private final StateVersionStore versions;

  StateComparison(StateVersionStore versions) {
    this.versions = versions;
  }

  /**
   * What differs in a stream, or in the state of all together.
   *
   * @param key the stream's descriptor as JSON; empty for all streams together
   * @param from null where it had no state
   * @param to null where it had no state
   * @param records that were committed between the two
   * @param bytes of those records
   */
  record StreamDifference(
      String key,
      @Nullable StateVersion from,
      @Nullable StateVersion to,
      long records,
      long bytes,
      List<Difference> differences) {
    StreamDifference {
      differences = List.copyOf(differences);
    }
  }

  /**
   * Compares.
   *
   * @param only the one stream that is meant, as a key; null for all
   */
  List<StreamDifference> compare(UUID connectionId, long from, long to, @Nullable String only) {
    var before = new StateStanding(versions.at(connectionId, from));
    var after = new StateStanding(versions.at(connectionId, to));
    var keys = new TreeSet<>(before.keys());
    keys.addAll(after.keys());
    var found = new ArrayList<StreamDifference>();
    for (var key : keys) {
      var older = before.ofKey(key);
      var newer = after.ofKey(key);
      if ((only == null || only.equals(key))
          && StateVersion.positionOf(older) != StateVersion.positionOf(newer)) {
        found.add(
            new StreamDifference(
                key,
                older,
                newer,
                versions.records(connectionId, key, from, to),
                versions.bytes(connectionId, key, from, to),
                JsonDifferences.between(tree(older), tree(newer))));
      }
    }
    return found;
  }

  private JsonNode tree(@Nullable StateVersion version) {
    if (version == null) {
      return NullNode.getInstance();
    }
    try {
      return Json.parse(versions.text(version.version()).orElse("null"));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a stored state cannot be read", e);
    }
  }
}
