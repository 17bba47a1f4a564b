package io.lasius.server.cli;

import java.net.URI;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** A first sync. */
@Command(
    name = "demo",
    customSynopsis = "./lasius demo [--server URL]",
    description = {
      "A first sync, from files to files: starts the platform, sets up a source, a destination and a connection",
      "over its API, syncs, and shows the counts. A second run goes on from the first, and finds nothing new.",
      ""
    },
    footer = {
      "",
      "Exit status: 0 if every record is committed and the counts agree, else 1; 2 if the call is wrong."
    })
final class DemoCommand implements Callable<Integer> {
  private final Console console;
  private final PlatformStart platform;

  @Option(
      names = "--server",
      paramLabel = "URL",
      description =
          "use a server that runs already, as in http://127.0.0.1:8080; its credentials are read from LASIUS_DATA")
  private @Nullable URI server;

  DemoCommand(Console console, PlatformStart platform) {
    this.console = console;
    this.platform = platform;
  }

  @Override
  public Integer call() throws InterruptedException {
    // What the server would log, the demo shows.
    System.setProperty(
        "LASIUS_LOG_LEVEL", console.environment().getOrDefault("LASIUS_LOG_LEVEL", "WARN"));
    var data = DataFolder.of(console.environment());
    var home = Path.of(console.environment().getOrDefault("LASIUS_HOME", "")).toAbsolutePath();
    try (var _ = new Interruption()) {
      var demo = new Demo(console, data, new DemoFiles(data, home));
      if (server == null) {
        demo.run(platform, false);
      } else {
        var running = new PlatformElsewhere(server, data.credentials());
        demo.run(_ -> running, true);
      }
      return 0;
    }
  }
}
