package io.lasius.server.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;

/** Runs the platform until it is stopped. */
@Command(
    name = "up",
    customSynopsis = "./lasius up",
    description = "Runs the platform in the foreground; Ctrl-C stops it and leaves no container.")
final class UpCommand implements Callable<Integer> {
  private final Console console;
  private final PlatformStart platform;

  UpCommand(Console console, PlatformStart platform) {
    this.console = console;
    this.platform = platform;
  }

  @Override
  public Integer call() throws InterruptedException {
    try {
      var running = platform.start(DataFolder.of(console.environment()));
      Runtime.getRuntime().addShutdownHook(new Thread(running::close, "stop"));
      greet(running);
    } catch (IOException e) {
      throw CliException.failed(String.valueOf(e.getMessage()));
    }
    // Ctrl-C ends the process, and with it this wait.
    new CountDownLatch(1).await();
    return 0;
  }

  private void greet(RunningPlatform running) {
    console.say("Lasius answers at " + running.address());
    console.say("  API     %s/api/public/v1".formatted(running.address()));
    console.say("  status  %s/".formatted(running.address()));
    console.say(
        "Client id and secret for the API, user and password for people: " + running.credentials());
    console.say("Ctrl-C stops it.");
  }
}
