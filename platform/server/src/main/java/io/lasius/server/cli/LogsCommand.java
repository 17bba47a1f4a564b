package io.lasius.server.cli;

import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What connectors and platform said in an attempt at a job. */
@Command(
    name = "logs",
    sortOptions = false,
    customSynopsis = "./lasius logs JOB [--attempt N] [--follow] [--server URL] [--json]",
    description = {
      "Shows the log of an attempt at a job: when (UTC), who, how grave and what. How the attempt ended follows on stderr.",
      ""
    },
    footer = {
      "",
      "With --json, the answer is the log as it is kept, a document a line.",
      "Exit status: 0 if the log was shown, however the job ended; 1 if it could not be, or broke off; 2 if the call is",
      "wrong or there is no such job or attempt."
    })
final class LogsCommand extends PlatformCommand {
  @Parameters(paramLabel = "JOB", description = "its number, as ./lasius status and sync show it")
  private long job;

  @Option(
      names = "--attempt",
      paramLabel = "N",
      description = "which attempt, from 1; default: the last one")
  private @Nullable Integer attempt;

  @Option(
      names = {"-f", "--follow"},
      description =
          "go on with what is logged from now on, until the attempt has ended; without --attempt, until the job has")
  private boolean follow;

  LogsCommand(Console console) {
    super(console);
  }

  @Override
  int run(PlatformClient platform) throws InterruptedException {
    var attempts = AttemptView.of(platform, job);
    if (attempt != null && (attempt < 1 || attempt > attempts.size())) {
      throw CliException.wrongCall(
          "--attempt is %d, but job %d has %s".formatted(attempt, job, range(attempts)));
    }
    var log = new AttemptLogView(platform, job, this::answer);
    if (follow) {
      new LogFollower(platform, log, console(), job).follow(attempts, attempt);
    } else if (attempts.isEmpty()) {
      console().say("job %d has no attempt yet".formatted(job));
    } else {
      var shown = attempts.get((attempt == null ? attempts.size() : attempt) - 1);
      if (!log.print(shown.attempt())) {
        console()
            .say(
                "its log is empty, is not kept any more (LASIUS_ATTEMPT_LOG_AGE), or is kept by another server, which ran it");
      }
      console().say(shown.ending(job));
    }
    return 0;
  }

  private static String range(List<AttemptView> attempts) {
    return switch (attempts.size()) {
      case 0 -> "no attempt yet";
      case 1 -> "one attempt, which is 1";
      default -> "attempts 1 to " + attempts.size();
    };
  }

  private void answer(List<String> lines) {
    var text = new StringBuilder();
    for (var line : lines) {
      text.append(json() ? line : LogText.of(line)).append('\n');
    }
    console().answer(text.toString());
  }
}
