package io.lasius.connector.sourcefile;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lasius.protocol.json.Json;
import io.lasius.sdk.ConfigException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** How far each file of a stream was read: the stream's position. */
final class ReadPositions {
  /**
   * How far one file was read.
   *
   * @param stamp the file's, when it was begun
   * @param rows whole rows that were read
   * @param digest SHA-256 of the file; null until it was read to its end
   */
  record Progress(DataFile.Stamp stamp, long rows, @Nullable String digest) {}

  /** Sorted, so that equal positions are equal texts. */
  private final Map<String, Progress> present = new TreeMap<>();

  private final Map<String, Progress> earlier = new HashMap<>();

  /**
   * The position of an earlier read.
   *
   * @param position what {@link #toJson()} gave; null at first
   */
  static ReadPositions of(@Nullable JsonNode position) throws ConfigException {
    var positions = new ReadPositions();
    if (position == null) {
      return positions;
    }
    for (var file : position.path("files").properties()) {
      JsonNode told = file.getValue();
      try {
        var stamp =
            new DataFile.Stamp(
                told.path("size").asLong(-1), Instant.parse(told.path("modified").asText()));
        positions.earlier.put(
            file.getKey(),
            new Progress(stamp, told.path("rows").asLong(), told.path("sha256").textValue()));
      } catch (DateTimeException e) {
        throw new ConfigException(
            "the state tells no time for the file %s: correct the state, or clear it"
                .formatted(file.getKey()),
            e);
      }
    }
    return positions;
  }

  /** How far the file was read before; null where it was not begun. */
  @Nullable Progress before(DataFile file) {
    return earlier.get(file.name());
  }

  void reached(DataFile file, Progress progress) {
    present.put(file.name(), progress);
  }

  /** A file whose turn has not come keeps its place. */
  void keep(DataFile file) {
    Progress progress = earlier.get(file.name());
    if (progress != null) {
      present.putIfAbsent(file.name(), progress);
    }
  }

  JsonNode toJson() {
    ObjectNode position = Json.mapper().createObjectNode();
    ObjectNode files = position.putObject("files");
    present.forEach((name, progress) -> {
      ObjectNode file = files.putObject(name);
      file.put("size", progress.stamp().size());
      file.put("modified", progress.stamp().modified().toString());
      file.put("rows", progress.rows());
      if (progress.digest() != null) {
        file.put("sha256", progress.digest());
      }
    });
    return position;
  }
}
