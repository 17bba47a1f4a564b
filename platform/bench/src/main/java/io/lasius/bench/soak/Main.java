package io.lasius.bench.soak;

import io.lasius.bench.Platform;
import io.lasius.bench.ServerProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Soaks a server. The arguments are the number of minutes and of connections, an empty folder, and
 * the command that starts a server. The status is 1 where something leaks or is lost, or the server
 * took too much memory.
 */
public final class Main {
  private Main() {}

  /** Fails, with what went wrong, where the soak cannot be carried out. */
  public static void main(String[] arguments) throws Exception {
    int minutes = Integer.parseInt(arguments[0]);
    int connections = Integer.parseInt(arguments[1]);
    var folder = Path.of(arguments[2]).toAbsolutePath();
    var folders =
        new Probe.Folders(
            Files.createDirectory(folder.resolve("data")),
            Files.createDirectory(folder.resolve("tmp")),
            folder);
    var command = new ArrayList<>(List.of(arguments).subList(3, arguments.length));
    command.add(1, "-Djava.io.tmpdir=" + folders.temporary());
    // On a machine that is busy a source's streams are not known within seconds.
    command.add(1, "-Dlasius.discover-wait=2m");
    var report = new Report(System.out);
    Verdict verdict;
    try (var server = ServerProcess.start(command, folders.data())) {
      // An interrupt of this process alone leaves no server behind.
      Runtime.getRuntime().addShutdownHook(new Thread(server::close));
      var platform = new Platform(server);
      var members = new Fleet(platform).make(connections);
      var engine = EngineProbe.of(members.stream().map(Fleet.Member::connection).toList());
      var syncs = new Syncs(platform, members);
      verdict = new Soak(platform, syncs, new Probe(server, engine, folders), report).run(minutes);
    }
    verdict.faults().forEach(report::say);
    if (!verdict.faults().isEmpty()) {
      System.exit(1);
    }
    report.say("Nothing leaks, and nothing was too much.");
  }
}
