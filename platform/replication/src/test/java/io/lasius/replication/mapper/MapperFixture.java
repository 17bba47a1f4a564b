package io.lasius.replication.mapper;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lasius.protocol.catalog.CatalogStream;
import io.lasius.protocol.catalog.ConfiguredStream;
import io.lasius.protocol.catalog.DestinationSyncMode;
import io.lasius.protocol.catalog.SyncMode;
import io.lasius.protocol.json.Json;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Chains for a stream with some fields, and records as text. */
final class MapperFixture {
  private MapperFixture() {}

  /** A stream that is appended, with these fields of any type. */
  static ConfiguredStream stream(String... fields) {
    ObjectNode schema = Json.mapper().createObjectNode();
    ObjectNode properties = schema.putObject("properties");
    for (String field : fields) {
      properties.putObject(field);
    }
    return ConfiguredStream.of(
        CatalogStream.of("people", schema), SyncMode.FULL_REFRESH, DestinationSyncMode.APPEND);
  }

  /** A chain for a stream with the fields a, b and c. */
  static MapperChain chain(Mapper... mappers) {
    return MapperChain.of(new StreamMapping(null, List.of(mappers)), stream("a", "b", "c"));
  }

  /** The record's data afterwards; null where it is filtered out. */
  static @Nullable String apply(MapperChain chain, String data) throws MapperException {
    // Stands between other bytes, as in a line.
    byte[] line = ("{\"data\":" + data + "}").getBytes(UTF_8);
    int start = "{\"data\":".length();
    ByteBuffer original = ByteBuffer.wrap(line, start, line.length - start - 1);
    return switch (chain.apply(original)) {
      case UNCHANGED -> data;
      case CHANGED -> text(chain.mapped());
      case FILTERED -> null;
    };
  }

  private static String text(ByteBuffer bytes) {
    return UTF_8.decode(bytes).toString();
  }

  static String map(String data, Mapper... mappers) throws MapperException {
    return Objects.requireNonNull(apply(chain(mappers), data), "the record is filtered out");
  }

  static boolean passes(String data, RowCondition condition) throws MapperException {
    return apply(chain(new FilterRows(condition)), data) != null;
  }
}
