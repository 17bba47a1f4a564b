package io.lasius.server.cli;

import java.util.List;
import java.util.Map;

/** Sets the demo's connection up over the API, with what is there already under its names. */
final class DemoSetup {
  private static final String SOURCE = "demo files";
  private static final String DESTINATION = "demo output";
  private static final String CONNECTION = "demo";

  private final PlatformClient platform;

  DemoSetup(PlatformClient platform) {
    this.platform = platform;
  }

  /** Something that a later step refers to. */
  record Made(String id, boolean isNew) {
    String text() {
      return isNew ? "made" : "there already";
    }
  }

  Made source() throws InterruptedException {
    return actor("source", SOURCE, "source-file", Map.of("path", "/local/demo/*.csv"));
  }

  Made destination() throws InterruptedException {
    return actor(
        "destination", DESTINATION, "destination-file", Map.of("folder", "/local/demo/output"));
  }

  /** Only what is new is read, and what was written stays. */
  Made connection(Made source, Made destination, List<String> streams) throws InterruptedException {
    var known = platform.find("the connections", "/connections", "name", CONNECTION);
    if (known.isPresent()) {
      return new Made(known.get().path("connectionId").asText(), false);
    }
    var selection =
        streams.stream()
            .map(stream -> Map.of("name", stream, "syncMode", "incremental_append"))
            .toList();
    var made =
        platform.create(
            "the connection '%s'".formatted(CONNECTION),
            "/connections",
            Map.of(
                "name", CONNECTION,
                "sourceId", source.id(),
                "destinationId", destination.id(),
                "configurations", Map.of("streams", selection)));
    return new Made(made.path("connectionId").asText(), true);
  }

  private Made actor(String role, String name, String definition, Map<String, String> configuration)
      throws InterruptedException {
    var path = "/" + role + "s";
    var id = role + "Id";
    var known = platform.find("the " + role + "s", path, "name", name);
    if (known.isPresent()) {
      return new Made(known.get().path(id).asText(), false);
    }
    var made =
        platform.create(
            "the %s '%s'".formatted(role, name),
            path,
            Map.of(
                "name",
                name,
                "workspaceId",
                workspace(),
                "definitionId",
                definition(role, definition),
                "configuration",
                configuration));
    return new Made(made.path(id).asText(), true);
  }

  private String workspace() throws InterruptedException {
    return platform.list("the workspaces", "/workspaces").stream()
        .findFirst()
        .orElseThrow(() -> CliException.failed("the platform has no workspace"))
        .path("workspaceId")
        .asText();
  }

  private String definition(String role, String name) throws InterruptedException {
    return platform.list("the definitions", "/connector_definitions?type=" + role).stream()
        .filter(definition -> definition.path("name").asText().equals(name))
        .findFirst()
        .orElseThrow(() ->
            CliException.failed("the platform knows no %s with the name %s".formatted(role, name)))
        .path("id")
        .asText();
  }
}
