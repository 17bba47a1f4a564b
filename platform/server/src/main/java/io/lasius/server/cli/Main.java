package io.lasius.server.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** What the script {@code lasius} starts. */
@Command(
    name = "lasius",
    subcommands = {Up.class})
public final class Main {
  private Main() {}

  public static void main(String[] args) {
    System.exit(new CommandLine(new Main()).execute(args));
  }
}
