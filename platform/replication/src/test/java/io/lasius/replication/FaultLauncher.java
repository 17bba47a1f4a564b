package io.lasius.replication;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Starts fault connectors, and knows what became of them. */
interface FaultLauncher extends ConnectorLauncher {
  /** Kills the connector of that role that was started last. */
  void kill(ConnectorRole role);

  /** What still runs of those that were started, and the temporary files that they left. */
  List<String> left();

  /** The connector's arguments, with its files in the folder. */
  static List<String> arguments(ConnectorLaunch launch, Path folder) throws IOException {
    var arguments = new ArrayList<>(List.of(launch.command().name()));
    for (var file : launch.command().files().entrySet()) {
      Path path = folder.resolve(launch.name() + "-" + file.getKey() + ".json");
      Files.writeString(path, file.getValue());
      arguments.add("--" + file.getKey());
      arguments.add(path.toString());
    }
    return arguments;
  }
}
