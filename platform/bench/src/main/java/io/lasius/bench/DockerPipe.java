package io.lasius.bench;

import com.fasterxml.jackson.databind.JsonNode;
import io.lasius.protocol.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** A source and a destination, each started by {@code docker run}, with a pipe between them. */
final class DockerPipe {
  private static final String SOURCE = "lasius-bench-source";
  private static final String DESTINATION = "lasius-bench-destination";
  private static final Pattern DISCARDED =
      Pattern.compile(": (\\d+) records, \\d+ bytes discarded");

  private final Path folder;

  private DockerPipe(Path folder) {
    this.folder = folder;
  }

  /** Writes the files that both read. */
  static DockerPipe prepare(Path parent, Map<String, Object> settings, String stream)
      throws IOException {
    Path folder = Files.createDirectories(parent.resolve("pipe"));
    Files.writeString(folder.resolve("source.json"), Json.write(settings));
    Files.writeString(folder.resolve("destination.json"), "{}");
    Files.writeString(folder.resolve("catalog.json"), catalog(stream));
    return new DockerPipe(folder);
  }

  List<String> containers() {
    return List.of(SOURCE, DESTINATION);
  }

  List<Process> start() throws IOException {
    var source =
        DockerCommand.run("lasius/source-sample:dev")
            .with(SOURCE, folder)
            .arguments(
                "read", "--config", "/config/source.json", "--catalog", "/config/catalog.json");
    var destination =
        DockerCommand.run("lasius/destination-discard:dev")
            .with(DESTINATION, folder)
            .arguments(
                "write",
                "--config",
                "/config/destination.json",
                "--catalog",
                "/config/catalog.json");
    return ProcessBuilder.startPipeline(
        List.of(
            new ProcessBuilder(source),
            new ProcessBuilder(destination).redirectOutput(output().toFile())));
  }

  /** How many records the destination says that it took. */
  long discarded() throws IOException {
    var found = DISCARDED.matcher(Files.readString(output()));
    return found.find() ? Long.parseLong(found.group(1)) : 0;
  }

  private Path output() {
    return folder.resolve("returned.jsonl");
  }

  private static String catalog(String stream) throws IOException {
    JsonNode configured =
        Json.parse(
            """
            {"streams": [{"sync_mode": "full_refresh", "destination_sync_mode": "append",
              "generation_id": 1, "minimum_generation_id": 0, "sync_id": 1,
              "stream": {"name": "%s", "json_schema": {}, "supported_sync_modes": ["full_refresh"]}}]}
            """
                .formatted(stream));
    return Json.write(configured);
  }
}
