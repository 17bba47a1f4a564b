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
        console.answer("\n" + result(ended) + "\n" + furtherLook(client, platform, ended, stays));
        requireComplete(ended);
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
    var ended = watch.watch(watch.start(connection.id()));
    steps.finish("job %d %s".formatted(ended.job(), ended.status()));
    return ended;
  }

  private String result(SyncWatch.Ended ended) {
    if (ended.attempts().isEmpty()) {
      return "no attempt was made\n";
    }
    var attempt = ended.attempts().getLast();
    var table =
        new TextTable("stream", "emitted", "committed", "bytes", "took")
            .numbers("emitted", "committed", "bytes", "took");
    for (var stream : attempt.streams()) {
      table.row(
          stream.fullName(),
          Amounts.count(stream.recordsEmitted()),
          Amounts.count(stream.recordsCommitted()),
          Amounts.bytes(stream.bytesCommitted()),
          "");
    }
    table.row(
        "all",
        Amounts.count(attempt.recordsEmitted()),
        Amounts.count(attempt.recordsCommitted()),
        Amounts.bytes(attempt.bytesCommitted()),
        Amounts.time(steps.took()));
    return table.text(console.width()) + verdict(ended, attempt);
  }

  private static String verdict(SyncWatch.Ended ended, AttemptView attempt) {
    var text = new StringBuilder();
    if (ended.attempts().size() > 1) {
      var earlier =
          ended.attempts().stream().mapToLong(AttemptView::recordsCommitted).sum()
              - attempt.recordsCommitted();
      text.append(
          "%s before this one had committed %s%n"
              .formatted(
                  Amounts.count(ended.attempts().size() - 1L, "attempt"),
                  Amounts.count(earlier, "record")));
    }
    if (ended.complete()) {
      text.append(
          attempt.recordsEmitted() == 0
              ? "Nothing new: all records of the files were committed before.\n"
              : "Every record is committed.\n");
    }
    return text.toString();
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

  private static void requireComplete(SyncWatch.Ended ended) {
    if (ended.complete()) {
      return;
    }
    var text =
        new StringBuilder(
            "the sync did not end well: job %d %s".formatted(ended.job(), ended.status()));
    if (!ended.attempts().isEmpty()) {
      var attempt = ended.attempts().getLast();
      attempt.failureText().lines().forEach(line -> text.append("\n  ").append(line));
      attempt.differences().forEach(line -> text.append("\n  ").append(TextTable.printable(line)));
      if (attempt.recordsEmitted() != attempt.recordsCommitted()) {
        text.append(
            "\n  %s of %s are committed"
                .formatted(
                    Amounts.count(attempt.recordsCommitted()),
                    Amounts.count(attempt.recordsEmitted(), "record")));
      }
    }
    throw CliException.failed(text.toString());
  }
}
