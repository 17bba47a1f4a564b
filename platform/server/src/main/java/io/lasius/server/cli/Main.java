package io.lasius.server.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import org.slf4j.helpers.NOP_FallbackServiceProvider;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.OptionSpec;

/** The commands of the launcher that are written in Java. */
@Command(name = "./lasius", description = "Moves data with connectors that are container images.")
public final class Main {
  private Main() {}

  /** Ends the process with the command's exit status. */
  public static void main(String[] arguments) {
    // Not System.out: it hides that its reader has gone.
    var console = Console.ofProcess(new FileOutputStream(FileDescriptor.out));
    if (arguments.length > 0 && arguments[0].equals("run")) {
      keepLogsOut();
    }
    System.exit(run(console, new OwnPlatform(), arguments));
  }

  /** Runs one command, and gives its exit status. */
  static int run(Console console, PlatformStart platform, String... arguments) {
    var line = new CommandLine(new Main());
    line.addSubcommand(new UpCommand(console, platform));
    line.addSubcommand(new DemoCommand(console, platform));
    line.addSubcommand(new RunCommand(console));
    line.addSubcommand(new RotateKeyCommand(console));
    line.addSubcommand(new StatusCommand(console));
    line.addSubcommand(new SyncCommand(console));
    line.addSubcommand(new LogsCommand(console));
    line.addSubcommand(new CancelCommand(console));
    line.addSubcommand(new CheckCommand(console));
    line.addSubcommand(
        new CommandLine(new ConnectorCommand()).addSubcommand(new ConnectorAddCommand(console)));
    line.getSubcommands().values().forEach(Main::addHelp);
    line.setUsageHelpWidth(console.width());
    line.setOut(console.answers());
    line.setParameterExceptionHandler((e, _) -> wrongCall(console, e));
    line.setExecutionExceptionHandler((e, _, _) -> ended(console, e));
    return line.execute(arguments);
  }

  /**
   * A command by hand says all it has to say itself; the log of the server would only stand between
   * the connector's lines.
   */
  private static void keepLogsOut() {
    System.setProperty("slf4j.provider", NOP_FallbackServiceProvider.class.getName());
    System.setProperty("slf4j.internal.verbosity", "ERROR");
  }

  private static void addHelp(CommandLine command) {
    command
        .getCommandSpec()
        .addOption(
            OptionSpec.builder("-h", "--help")
                .usageHelp(true)
                .description("show this help")
                .build());
    command.getSubcommands().values().forEach(Main::addHelp);
  }

  private static int wrongCall(Console console, CommandLine.ParameterException e) {
    console.say(
        "lasius: %s (see %s --help)"
            .formatted(e.getMessage(), e.getCommandLine().getCommandSpec().qualifiedName()));
    return CliException.WRONG_CALL;
  }

  private static int ended(Console console, Exception e) throws Exception {
    if (e instanceof CliException failure) {
      console.say("lasius: " + failure.getMessage());
      return failure.status();
    }
    if (e instanceof InterruptedException) {
      console.say("lasius: stopped");
      return CliException.FAILED;
    }
    throw e;
  }
}
