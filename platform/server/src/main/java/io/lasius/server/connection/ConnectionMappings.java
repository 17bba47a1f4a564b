package io.lasius.server.connection;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lasius.protocol.catalog.StreamDescriptor;
import io.lasius.protocol.json.Json;
import io.lasius.replication.mapper.InvalidMappingException;
import io.lasius.replication.mapper.Mapper;
import io.lasius.replication.mapper.StreamMapping;
import io.lasius.server.http.Problem;
import io.lasius.server.http.ProblemException;
import io.lasius.server.secret.Redaction;
import io.lasius.server.secret.RefusedConfigException;
import io.lasius.server.secret.SecretConfig;
import io.lasius.server.secret.SecretOwner;
import io.lasius.server.secret.SecretStore;
import io.lasius.server.secret.SplitConfig;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What connections do to the fields and rows of their streams. Keys and salts of mappers are
 * secrets: they are stored apart from the connection, and shown masked.
 */
@Singleton
public class ConnectionMappings {
  private static final String MAPPERS = "mappers";
  private static final SecretConfig CONFIG = SecretConfig.of(schema());

  private final SecretStore secrets;

  ConnectionMappings(SecretStore secrets) {
    this.secrets = secrets;
  }

  private static JsonNode schema() {
    try {
      return Json.parse(
          """
          {"properties":{"mappers":{"items":{"properties":{"mapperConfiguration":{"properties":{
            "key":{"airbyte_secret":true},"salt":{"airbyte_secret":true}}}}}}}}\
          """);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Streams as they are stored: a reference in place of each secret.
   *
   * @param secrets those that they newly refer to
   */
  record Split(List<ConnectionStream> streams, Map<UUID, JsonNode> secrets) {
    Split {
      streams = List.copyOf(streams);
      secrets = Map.copyOf(secrets);
    }

    /** Shows no value. */
    @Override
    public String toString() {
      return "Split[streams=%s]".formatted(streams);
    }
  }

  /**
   * Splits streams whose mappers are as they were sent. What is masked in them stays as it was.
   *
   * @param workspace of the connection
   * @param before the connection as it is stored; null for a new one
   * @throws ProblemException 400 naming the stream where a selection or a mapper cannot be
   */
  Split split(UUID workspace, List<ConnectionStream> sent, @Nullable Connection before) {
    var stored = new HashMap<StreamDescriptor, List<ObjectNode>>();
    var values = new HashMap<UUID, JsonNode>();
    if (before != null) {
      before.streams().forEach(stream -> stored.put(stream.descriptor(), stream.mappers()));
    }
    var streams = new ArrayList<ConnectionStream>();
    var added = new HashMap<UUID, JsonNode>();
    for (var stream : sent) {
      var split = split(stream, stored.getOrDefault(stream.descriptor(), List.of()));
      var mapped = stream.with(mappers(split.config()));
      values.putAll(secrets.resolved(workspace, split.secrets()));
      if (before != null) {
        var kept = SecretConfig.references(split.config());
        secrets.values(owner(before), kept).forEach(values::putIfAbsent);
      }
      check(mapped, values::get);
      added.putAll(split.secrets());
      streams.add(mapped);
    }
    return new Split(streams, added);
  }

  private static SplitConfig split(ConnectionStream sent, List<ObjectNode> stored) {
    try {
      return CONFIG.replace(config(stored), config(sent.mappers()));
    } catch (RefusedConfigException e) {
      throw StreamRules.refused(sent, "has mappers that cannot be taken: " + e.getMessage());
    }
  }

  /**
   * Checks streams whose selections and mappers are as they are stored.
   *
   * @return gives back the stream, or throws 400 naming it where a selection or a mapper cannot be
   */
  public UnaryOperator<ConnectionStream> rules(Connection stored) {
    var values = values(stored);
    return stream -> {
      check(stream, values::get);
      return stream;
    };
  }

  private static void check(ConnectionStream stream, Function<UUID, @Nullable JsonNode> values) {
    try {
      var _ = mapping(stream, values).toDestination(stream.whole());
    } catch (InvalidMappingException e) {
      throw StreamRules.refused(
          stream, "has a selection or mapper that cannot be: " + e.getMessage());
    }
  }

  private static StreamMapping mapping(
      ConnectionStream stream, Function<UUID, @Nullable JsonNode> values) {
    var wire = mappers(SecretConfig.hydrate(config(stream.mappers()), values));
    var mappers = new ArrayList<Mapper>();
    for (var mapper : wire) {
      try {
        mappers.add(MapperJson.parse(mapper));
      } catch (IllegalArgumentException e) {
        throw StreamRules.refused(
            stream,
            "has a mapper, number %d, that cannot be: %s"
                .formatted(mappers.size() + 1, e.getMessage()));
      }
    }
    return new StreamMapping(stream.selection(), mappers);
  }

  /**
   * The mappings of a connection's streams, with their keys and salts: for a sync alone.
   *
   * @param redaction leaves those out of texts
   */
  public record Hydrated(Map<StreamDescriptor, StreamMapping> byStream, Redaction redaction) {
    public Hydrated {
      byStream = Map.copyOf(byStream);
    }

    /** Shows no value. */
    @Override
    public String toString() {
      return "Hydrated";
    }
  }

  /** Those of a connection, as its secrets are now. */
  public Hydrated of(Connection connection) {
    var values = values(connection);
    var mappings = new HashMap<StreamDescriptor, StreamMapping>();
    for (var stream : connection.streams()) {
      mappings.put(stream.descriptor(), mapping(stream, values::get));
    }
    return new Hydrated(mappings, Redaction.of(values.values()));
  }

  private Map<UUID, JsonNode> values(Connection connection) {
    return referred(connection).isEmpty() ? Map.of() : secrets.values(owner(connection));
  }

  private static SecretOwner owner(Connection connection) {
    return new SecretOwner.Connection(connection.id(), connection.workspaceId());
  }

  /**
   * Stores the secrets of a connection, in the transaction that stores it.
   *
   * @throws ProblemException 409 where one that is kept was taken away meanwhile
   */
  public void put(Connection connection, Map<UUID, JsonNode> added) {
    var referred = referred(connection);
    var kept = new LinkedHashSet<>(referred);
    kept.removeAll(added.keySet());
    var owner = owner(connection);
    if (!kept.isEmpty() && !secrets.ids(owner).containsAll(kept)) {
      throw Problem.tryAgainLater(
              "the mappers of this connection were changed by somebody else just now")
          .asException();
    }
    secrets.put(owner, added, referred);
  }

  private static Set<UUID> referred(Connection connection) {
    var referred = new LinkedHashSet<UUID>();
    connection
        .streams()
        .forEach(stream -> referred.addAll(SecretConfig.references(config(stream.mappers()))));
    return referred;
  }

  /** Stored mappers as they may be shown. */
  static List<ObjectNode> masked(List<ObjectNode> stored) {
    return mappers(CONFIG.mask(config(stored)));
  }

  private static ObjectNode config(List<ObjectNode> mappers) {
    var config = JsonNodeFactory.instance.objectNode();
    config.putArray(MAPPERS).addAll(mappers);
    return config;
  }

  private static List<ObjectNode> mappers(ObjectNode config) {
    return config.path(MAPPERS).valueStream().map(ObjectNode.class::cast).toList();
  }
}
