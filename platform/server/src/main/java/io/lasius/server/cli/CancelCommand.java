package io.lasius.server.cli;

import io.lasius.protocol.json.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The end of a job. */
@Command(
    name = "cancel",
    sortOptions = false,
    customSynopsis = "./lasius cancel JOB [--force] [--server URL] [--json]",
    description = {
      "Ends a job. What it has committed stays committed, and the next sync goes on from there.",
      ""
    },
    footer = {
      "",
      "With --json, the answer is one document: the job, as in the API.",
      "Exit status: 0 if the job has ended or will, 1 if it cannot be cancelled, as it has ended before; 2 if the call is",
      "wrong or there is no such job."
    })
final class CancelCommand extends PlatformCommand {
  @Parameters(paramLabel = "JOB", description = "its number, as ./lasius status and sync show it")
  private long job;

  @Option(
      names = "--force",
      description =
          "end it also where its server is lost and no other one reaches its containers, which may still be there")
  private boolean force;

  CancelCommand(Console console) {
    super(console);
  }

  @Override
  int run(PlatformClient platform) throws InterruptedException {
    var answer = platform.delete("cancel job " + job, "/jobs/%d?force=%b".formatted(job, force));
    if (json()) {
      console().answer(Json.write(answer) + "\n");
      return 0;
    }
    var view = PlatformClient.bind(answer, JobView.class);
    console()
        .answer(
            view.ended()
                ? "job %d is %s\n".formatted(job, view.status())
                : "job %d will end once its connectors have; %s --follow shows when\n"
                    .formatted(job, view.logs()));
    return 0;
  }
}
