package io.lasius.bench;

import io.lasius.bench.CpuMeter.Spender;
import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Moves many records of 1 KB through the platform, by turns as they are and with one change to
 * each, and compares the CPU time of all who took part.
 */
final class MappedBench {
  private static final int RUNS = 3;
  private static final int RECORD_BYTES = 1000;
  private static final List<String> FIELDS =
      List.of("id", "name", "age", "city", "active", "balance", "created_at", "filling");

  private final Platform platform;
  private final MeasuredSync sync;
  private final long records;

  /** What is asked of a connection. */
  private record Change(Map<String, Object> stream, Map<String, Object> connection) {
    static Change none() {
      return new Change(Map.of(), Map.of());
    }

    static Change mapper(String type, Map<String, Object> settings) {
      var mapper = Map.of("type", type, "mapperConfiguration", settings);
      return new Change(Map.of("mappers", List.of(mapper)), Map.of());
    }

    static Change selection(List<String> fields) {
      var paths = fields.stream().map(field -> Map.of("fieldPath", List.of(field))).toList();
      return new Change(Map.of("selectedFields", paths), Map.of());
    }
  }

  MappedBench(Platform platform, ServerProcess server, long records) {
    this.platform = platform;
    this.sync = new MeasuredSync(platform, server, records);
    this.records = records;
  }

  void run(Table table) throws IOException, InterruptedException {
    var connections = new LinkedHashMap<String, String>();
    for (var change : changes().entrySet()) {
      connections.put(change.getKey(), connect(change.getValue()));
    }
    String asTheyAre = connect(Change.none());
    var runs = new LinkedHashMap<String, RelayRuns>();
    var baseline = new RelayRuns(records);
    for (int run = 0; run < RUNS; run++) {
      sync.run(asTheyAre, baseline);
      for (var connection : connections.entrySet()) {
        sync.run(
            connection.getValue(),
            runs.computeIfAbsent(connection.getKey(), _ -> new RelayRuns(records)));
      }
    }
    table.section(
        "CPU for a million records, each changed, median of %d; passed through as baseline"
            .formatted(RUNS));
    runs.forEach((title, changed) -> {
      table.row(title, changed.cpu(), baseline.cpu(), "s");
      table.row("  of it: server", changed.cpu(Spender.SERVER), baseline.cpu(Spender.SERVER), "s");
    });
  }

  private static Map<String, Change> changes() {
    var changes = new LinkedHashMap<String, Change>();
    changes.put("one field deselected", Change.selection(FIELDS));
    changes.put("one field hashed", Change.mapper("hashing", Map.of("targetField", "email")));
    changes.put(
        "one field renamed",
        Change.mapper(
            "field-renaming", Map.of("originalFieldName", "email", "newFieldName", "mail")));
    changes.put(
        "namespace mapped",
        new Change(
            Map.of(),
            Map.of("namespaceDefinition", "custom_format", "namespaceFormat", "elsewhere")));
    return changes;
  }

  private String connect(Change change) throws IOException, InterruptedException {
    Map<String, Object> settings = Map.of("count", records, "record_bytes", RECORD_BYTES);
    String sample = platform.definition("source", "source-sample");
    var stream = new HashMap<>(change.stream());
    stream.put("name", "users");
    return platform.connect(sample, settings, stream, change.connection());
  }
}
