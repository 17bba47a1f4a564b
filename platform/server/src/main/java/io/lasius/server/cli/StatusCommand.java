package io.lasius.server.cli;

import io.lasius.protocol.json.Json;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import picocli.CommandLine.Command;

/** How all connections stand. */
@Command(
    name = "status",
    sortOptions = false,
    customSynopsis = "./lasius status [--server URL] [--json]",
    description = {
      "Shows how each connection stands: what its last job ended with, when that was and when the next run is due; where",
      "it failed, which side did and why, and the command that tells more.",
      ""
    },
    footer = {
      "",
      "With --json, the answer is one document: \"connections\", each with \"lastJob\" and \"lastAttempt\" by the API's",
      "names, and \"pausedSince\".",
      "Exit status: 0 if all is fine; 1 if the last job of a connection failed, its counts disagree or the platform has",
      "disabled the connection, and if the platform does not answer; 2 if the call is wrong."
    })
final class StatusCommand extends PlatformCommand {
  StatusCommand(Console console) {
    super(console);
  }

  @Override
  int run(PlatformClient platform) throws InterruptedException {
    var standings = new Standings(platform).find();
    var since = platform.get("the pause", "/pause").path("since").asText("");
    if (json()) {
      var document = new LinkedHashMap<String, Object>();
      document.put("pausedSince", since.isEmpty() ? null : since);
      document.put("connections", standings.stream().map(Standing::json).toList());
      console().answer(Json.write(document) + "\n");
    } else {
      show(standings);
      if (!since.isEmpty()) {
        console().say("all is paused since %s: POST /resume ends that".formatted(since));
      }
    }
    return standings.stream().allMatch(Standing::fine) ? 0 : CliException.FAILED;
  }

  private void show(List<Standing> standings) {
    if (standings.isEmpty()) {
      console().say("there is no connection yet; ./lasius demo makes one");
      return;
    }
    var now = InstantSource.system().instant();
    console().answer(new StatusTable(standings, now).text(console().width()));
  }
}
