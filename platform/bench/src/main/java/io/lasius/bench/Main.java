package io.lasius.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Runs every measurement and prints one table. The arguments are the number of records of the
 * relay, a folder for data, and the command that starts a server.
 */
public final class Main {
  private Main() {}

  /** Fails, with what went wrong, where a number could not be had. */
  public static void main(String[] arguments) throws Exception {
    long records = Long.parseLong(arguments[0]);
    Path folder = Files.createDirectories(Path.of(arguments[1]).toAbsolutePath());
    List<String> command = List.of(arguments).subList(2, arguments.length);
    var table = new Table(System.out);
    new StartBench(command, folder).run(table);
    try (var server = ServerProcess.start(command, folder)) {
      var platform = new Platform(server);
      new LatencyBench(platform).run(table);
      new RelayBench(platform, server, folder, records).run(table);
      new MappedBench(platform, server, records).run(table);
      table.section("Memory of that server, after all of this");
      server.memory().addTo(table);
    }
  }
}
