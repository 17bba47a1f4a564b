package io.lasius.server.cli;

import io.lasius.protocol.json.Json;
import java.time.Duration;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** A sync that is followed to its end. */
@Command(
    name = "sync",
    sortOptions = false,
    customSynopsis = "./lasius sync CONNECTION [--server URL] [--json]",
    description = {
      "Syncs a connection: starts a job, follows it to its end, and shows what it moved.",
      "Where a sync of the connection is under way already, that one is followed and none is started; what the source",
      "got since it began comes with the next. Another job that is under way, as a reset, is told of, and fails the call.",
      "Ctrl-C ends the following, and not the job.",
      ""
    },
    footer = {
      "",
      "With --json, the answer is one document: the job and its attempts, as in the API.",
      "Exit status: 0 if every record is committed and the counts agree, else 1; 2 if the call is wrong;",
      "130 after Ctrl-C. That a connector does not count (verdict: unverified) is no failure."
    })
final class SyncCommand extends PlatformCommand {
  @Parameters(paramLabel = "CONNECTION", description = Named.WAYS)
  private String connection = "";

  SyncCommand(Console console) {
    super(console);
  }

  @Override
  int run(PlatformClient platform) throws InterruptedException {
    var found = new Named(platform).connection(connection);
    if (!found.active()) {
      throw CliException.failed(
          "the connection '%s' is not synced, as it is %s%s; PATCH /connections/%s with {\"status\": \"active\"} changes that"
              .formatted(
                  TextTable.printable(found.name()),
                  found.status(),
                  found.statusReason() == null
                      ? ""
                      : " (%s)".formatted(TextTable.printable(found.statusReason())),
                  found.connectionId()));
    }
    try (var _ = new Interruption()) {
      return sync(platform, found);
    }
  }

  private int sync(PlatformClient platform, ConnectionView found) throws InterruptedException {
    var watch = new SyncWatch(platform, console());
    var began = System.nanoTime();
    var started = watch.start(found.connectionId());
    console()
        .say(
            started.wasUnderWay()
                ? "job %d, a sync of '%s', is under way already: following it"
                    .formatted(started.job(), TextTable.printable(found.name()))
                : "job %d syncs '%s'".formatted(started.job(), TextTable.printable(found.name())));
    try {
      var ended = watch.watch(started.job());
      console().say("job %d %s".formatted(ended.job(), ended.status()));
      show(platform, ended, Duration.ofNanos(System.nanoTime() - began));
      return 0;
    } catch (InterruptedException e) {
      // The process is ending by a signal, and this is all that is left to do.
      console()
          .say(
              "no longer followed: job %1$d goes on; ./lasius logs %1$d --follow shows how, and ./lasius cancel %1$d ends it"
                  .formatted(started.job()));
      return CliException.FAILED;
    }
  }

  private void show(PlatformClient platform, SyncWatch.Ended ended, Duration took)
      throws InterruptedException {
    var report = new SyncReport(ended);
    if (json()) {
      var job = platform.get("the job", "/jobs/" + ended.job());
      var attempts = platform.list("the attempts", "/jobs/%d/attempts".formatted(ended.job()));
      console().answer(Json.write(Map.of("job", job, "attempts", attempts)) + "\n");
    } else {
      console().answer(report.text(took, console().width()));
    }
    report.requireComplete();
  }
}
