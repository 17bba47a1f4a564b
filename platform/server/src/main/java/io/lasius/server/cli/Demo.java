package io.lasius.server.cli;

import io.lasius.server.amount.Amounts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;

/** A first sync: two files of the operator's folder become files of JSON lines. */
final class Demo {
  private static final int STEPS = 5;

  private final Console console;
  private final DataFolder data;
  private final DemoFiles files;
  private final Steps steps;

  Demo(Console console, DataFolder data, DemoFiles files) {
    this.console = console;
    this.data = data;
    this.files = files;
    this.steps = new Steps(console, STEPS);
  }

  /**
   * Runs it; what an earlier run made is used again.
   *
   * @param stays whether the platform runs on afterwards
   * @throws CliException unless every record is committed and the counts agree
   */
  void run(PlatformStart start, boolean stays) throws InterruptedException {
    steps.begin("Platform");
    try (var platform = started(start)) {
      steps.finish("answers at " + platform.address());
      layDownFiles();
      try (var client = PlatformClient.of(platform)) {
        var ended = sync(client);
        var report = new SyncReport(ended);
        console.answer(
            "\n%s\n%s"
                .formatted(
                    report.text(steps.took(), console.width()),
                    furtherLook(client, platform, ended, stays)));
        report.requireComplete();
      }
    }
  }

  private RunningPlatform started(PlatformStart start) {
    try {
      return start.start(data);
    } catch (IOException e) {
      throw CliException.failed(String.valueOf(e.getMessage()), e);
    }
  }

  private void layDownFiles() {
    steps.begin("Files to sync");
    files.layDown();
    steps.finish(String.join(" and ", files.streams()) + " in " + files.folder());
  }

  private SyncWatch.Ended sync(PlatformClient client) throws InterruptedException {
    var setup = new DemoSetup(client);
    steps.begin("Source and destination");
    var source = setup.source();
    var destination = setup.destination();
    steps.finish("source %s, destination %s".formatted(source.text(), destination.text()));
    steps.begin("Connection");
    var connection = setup.connection(source, destination, files.streams());
    steps.finish(connection.text());
    steps.begin("Sync");
    steps.breakLine();
    var watch = new SyncWatch(client, console);
    var ended = watch.watch(watch.start(connection.id()).job());
    steps.finish("job %d %s".formatted(ended.job(), ended.status()));
    return ended;
  }

  private String furtherLook(
      PlatformClient client, RunningPlatform platform, SyncWatch.Ended ended, boolean stays) {
    var outputs =
        files.streams().stream()
            .map(files::output)
            .filter(Files::exists)
            .map(file -> "  %s (%s)\n".formatted(file, lines(file)))
            .collect(Collectors.joining());
    var attempts = "/jobs/%d/attempts".formatted(ended.job());
    return """
    What was written:
    %s
    To look further%s:
      . %s
      curl -u "$LASIUS_CLIENT_ID:$LASIUS_CLIENT_SECRET" %s
      curl -u "$LASIUS_CLIENT_ID:$LASIUS_CLIENT_SECRET" %s
      curl -u "$LASIUS_CLIENT_ID:$LASIUS_CLIENT_SECRET" %s
    """
        .formatted(
            outputs.isEmpty() ? "  nothing\n" : outputs,
            stays ? "" : ", start the platform (./lasius up), and in another shell",
            platform.credentials(),
            client.uri("/connections"),
            client.uri(attempts),
            client.uri(attempts + "/" + Math.max(0, ended.attempts().size() - 1) + "/logs"));
  }

  private static String lines(Path file) {
    try (var lines = Files.lines(file)) {
      return Amounts.count(lines.count(), "line");
    } catch (IOException e) {
      throw CliException.failed(
          "%s, which the sync wrote, cannot be read: %s".formatted(file, e.getMessage()), e);
    }
  }
}
