package io.lasius.server;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A command line of this machine. */
public record Command(List<String> words, Map<String, String> variables) {
  /** The top of the clone, where its scripts are. */
  private static final Path TOP = Path.of("../..").toAbsolutePath().normalize();

  public Command {
    words = List.copyOf(words);
    variables = Map.copyOf(variables);
  }

  public static Command of(String program) {
    return new Command(List.of(program), Map.of());
  }

  /** A script of the clone, such as {@code docker/engine}. */
  public static Command ofClone(String script) {
    return of(TOP.resolve(script).toString());
  }

  public Command with(String... arguments) {
    var longer = new ArrayList<>(words);
    longer.addAll(List.of(arguments));
    return new Command(longer, variables);
  }

  /** With a variable of the environment beside those of this process. */
  public Command variable(String name, String value) {
    var more = new HashMap<>(variables);
    more.put(name, value);
    return new Command(words, more);
  }

  /**
   * Runs it.
   *
   * @param limit longest time; one that takes longer is killed, and ends with status 137
   */
  public Result run(Duration limit) throws IOException, InterruptedException {
    var builder = new ProcessBuilder(words).redirectErrorStream(true);
    builder.environment().putAll(variables);
    var process = builder.start();
    process.getOutputStream().close();
    CompletableFuture.delayedExecutor(limit.toMillis(), TimeUnit.MILLISECONDS)
        .execute(() -> kill(process));
    var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Result(process.waitFor(), output);
  }

  /** With all that it started, so that nobody holds its output open. */
  private static void kill(Process process) {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }

  /**
   * What became of it.
   *
   * @param output what it wrote, errors included
   */
  public record Result(int status, String output) {
    public String lastLine() {
      return output.lines().reduce("", (_, line) -> line);
    }
  }
}
