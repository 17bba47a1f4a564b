package io.lasius.server.cli;

import io.lasius.protocol.json.Json;
import java.util.LinkedHashMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** A connector's word on a configuration. */
@Command(
    name = "check",
    sortOptions = false,
    customSynopsis = "./lasius check SOURCE|DESTINATION [--server URL] [--json]",
    description = {
      "Has the connector of a source or destination check its configuration, and shows what it says.",
      ""
    },
    footer = {
      "",
      "With --json, the answer is one document: role, id, name, and the connector's status and message.",
      "Exit status: 0 if the check succeeded, 1 if it failed or could not be made, 2 if the call is wrong."
    })
final class CheckCommand extends PlatformCommand {
  @Parameters(paramLabel = "SOURCE|DESTINATION", description = Named.WAYS)
  private String name = "";

  CheckCommand(Console console) {
    super(console);
  }

  @Override
  int run(PlatformClient platform) throws InterruptedException {
    var found = new Named(platform).sourceOrDestination(name);
    var answer =
        platform.act("check " + found.text(), "/%ss/%s/check".formatted(found.kind(), found.id()));
    var status = answer.path("status").asText();
    var message = answer.path("message").asText("");
    if (json()) {
      var document = new LinkedHashMap<String, Object>();
      document.put("role", found.kind());
      document.put("id", found.id());
      document.put("name", found.name());
      document.put("status", status);
      document.put("message", message);
      console().answer(Json.write(document) + "\n");
    } else {
      console()
          .answer(
              "the check of %s %s%s\n"
                  .formatted(
                      found.text(),
                      status,
                      message.isBlank() ? "" : ": " + TextTable.printable(message)));
    }
    return status.equals("succeeded") ? 0 : CliException.FAILED;
  }
}
