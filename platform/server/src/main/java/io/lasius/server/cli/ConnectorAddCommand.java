package io.lasius.server.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lasius.protocol.json.Json;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A connector that becomes known. */
@Command(
    name = "add",
    sortOptions = false,
    customSynopsis =
        "./lasius connector add IMAGE [--name N] [--role source|destination] [--workspace W] [--server URL] [--json]",
    description = {
      "Makes an image known as a connector of a workspace: the platform pulls it where its engine does not hold it, and",
      "reads its specification. An image that is known already is left as it is.",
      ""
    },
    footer = {
      "",
      "With --json, the answer is one document: the definition, as in the API, with its role and workspace.",
      "Exit status: 0 if the connector is known, 1 if the image is no connector or cannot be had, 2 if the call is wrong.",
      "./lasius run IMAGE spec shows the settings that a source or destination of it takes."
    })
final class ConnectorAddCommand extends PlatformCommand {
  @Parameters(
      paramLabel = "IMAGE",
      description = "as in airbyte/source-faker:7.2.1; without a tag it is latest")
  private String image = "";

  @Option(
      names = "--name",
      paramLabel = "N",
      description = "how the connector is called; default: the image's own, as in source-faker")
  private @Nullable String name;

  @Option(
      names = "--role",
      paramLabel = "source|destination",
      description = "what it is; needed where the image's name does not begin with it")
  private @Nullable String role;

  @Option(
      names = "--workspace",
      paramLabel = "W",
      description = "name or id of the workspace; needed where there are several")
  private @Nullable String workspace;

  ConnectorAddCommand(Console console) {
    super(console);
  }

  @Override
  int run(PlatformClient platform) throws InterruptedException {
    var wanted = ImageName.of(image);
    var kind = role(wanted);
    var home = workspace(new Named(platform));
    var path = "/workspaces/%s/definitions/%ss".formatted(home.id(), kind);
    var known = known(platform, path, wanted);
    var definition = known.isPresent() ? known.get() : add(platform, path, wanted);
    if (json()) {
      var document = ((ObjectNode) definition.deepCopy());
      document.put("role", kind).put("workspaceId", home.id());
      console().answer(Json.write(document) + "\n");
    } else {
      console()
          .answer(
              "%s is %s the %s connector '%s' of %s: definition %s\n"
                  .formatted(
                      wanted,
                      known.isPresent() ? "already" : "now",
                      kind,
                      TextTable.printable(definition.path("name").asText()),
                      home.text(),
                      definition.path("id").asText()));
    }
    return 0;
  }

  private String role(ImageName wanted) {
    if (role == null) {
      return wanted
          .role()
          .orElseThrow(() ->
              CliException.wrongCall(
                  "the name of %s does not begin with source- or destination-: say which it is, by --role source or --role destination"
                      .formatted(wanted)));
    }
    if (!role.equals("source") && !role.equals("destination")) {
      throw CliException.wrongCall(
          "--role is '%s', but must be source or destination".formatted(role));
    }
    return role;
  }

  private Named.Thing workspace(Named named) throws InterruptedException {
    if (workspace != null) {
      return named.workspace(workspace);
    }
    var all = named.all("workspace");
    if (all.size() != 1) {
      throw CliException.wrongCall(
          "there are %d workspaces: name the one that is to know the connector, by --workspace"
              .formatted(all.size()));
    }
    return all.getFirst();
  }

  private static Optional<JsonNode> known(PlatformClient platform, String path, ImageName wanted)
      throws InterruptedException {
    return platform.list("the definitions", path).stream()
        .filter(definition ->
            definition.path("dockerRepository").asText().equals(wanted.repository())
                && definition.path("dockerImageTag").asText().equals(wanted.tag()))
        .findFirst();
  }

  private JsonNode add(PlatformClient platform, String path, ImageName wanted)
      throws InterruptedException {
    console().say("reading the specification of %s, which may have to be pulled".formatted(wanted));
    return platform.create(
        "the connector '%s'".formatted(wanted),
        path,
        Map.of(
            "name",
            name == null ? wanted.shortName() : name,
            "dockerRepository",
            wanted.repository(),
            "dockerImageTag",
            wanted.tag()));
  }
}
