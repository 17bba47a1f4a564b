package io.lasius.server.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * Where a command writes to: its answer to the output, all else to the error output. Thread-safe.
 */
final class Console {
  private static final int DEFAULT_WIDTH = 120;
  private static final int LEAST_WIDTH = 60;

  private final OutputStream output;
  private final PrintStream errors;
  private final Map<String, String> environment;
  private final boolean terminal;

  /**
   * A console.
   *
   * @param terminal whether the error output is a terminal, where a line can be written over
   */
  Console(
      OutputStream output, PrintStream errors, Map<String, String> environment, boolean terminal) {
    this.output = output;
    this.errors = errors;
    this.environment = Map.copyOf(environment);
    this.terminal = terminal;
  }

  /** The console of this process. */
  static Console ofProcess(OutputStream output) {
    return new Console(
        output, new PrintStream(System.err, true, UTF_8), System.getenv(), errorsGoToTerminal());
  }

  Map<String, String> environment() {
    return environment;
  }

  boolean terminal() {
    return terminal;
  }

  /** Characters of a line. */
  int width() {
    var columns = environment.getOrDefault("COLUMNS", "");
    return columns.matches("\\d{1,4}")
        ? Math.max(LEAST_WIDTH, Integer.parseInt(columns))
        : DEFAULT_WIDTH;
  }

  /** The answer. */
  void answer(String text) {
    try {
      output.write(text.getBytes(UTF_8));
      output.flush();
    } catch (IOException e) {
      throw outputFailed(e);
    }
  }

  /** The output itself, for an answer that is bytes. */
  OutputStream output() {
    return output;
  }

  /** The answer, for a library that prints it. */
  PrintWriter answers() {
    return new PrintWriter(output, true, UTF_8);
  }

  /** A line about what happens. */
  void say(String line) {
    errors.println(line);
  }

  /** Text on the error output, without an end of line. */
  void write(String text) {
    errors.print(text);
    errors.flush();
  }

  static CliException outputFailed(IOException e) {
    return CliException.failed(
        "the output could not be written (%s): has its reader gone?".formatted(e.getMessage()), e);
  }

  /** Java itself only tells whether input and output both are a terminal. */
  private static boolean errorsGoToTerminal() {
    try {
      var target = Files.readSymbolicLink(Path.of("/proc/self/fd/2")).toString();
      return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty");
    } catch (IOException _) {
      return false;
    }
  }
}
