package io.lasius.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.lasius.server.cli.Main;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A server in a process of its own, on a free port, as {@code ./lasius up} starts it. It can be
 * killed at any moment; a second one on the same folder goes on where it ended.
 */
public final class ServerProcess implements AutoCloseable {
  private static final Duration START_LIMIT = Duration.ofSeconds(60);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(45);
  private static final String GREETING = "Lasius answers at ";

  /**
   * The launcher's jars and options, and its start cache where it has made one; and as a test's
   * server lives shortly, no second compiler, which would not pay any more.
   */
  private static final List<String> JAVA =
      List.of(
          Path.of(System.getProperty("java.home"), "bin", "java").toString(),
          "-XX:+UseSerialGC",
          "-XX:+UseCompactObjectHeaders",
          "-Xms32m",
          "-Xmx240m",
          "-XX:MaxNewSize=56m",
          "-XX:TrimNativeHeapInterval=60000",
          "-XX:TieredStopAtLevel=1",
          "-XX:AOTCache=target/lasius-server.aot",
          "-Xlog:aot=off",
          "-Xlog:cds=off",
          "--enable-native-access=ALL-UNNAMED",
          "--sun-misc-unsafe-memory-access=allow",
          "-cp",
          "target/lasius-server.jar:target/lib/*",
          Main.class.getName());

  private final Process process;
  private final CompletableFuture<URI> greeted = new CompletableFuture<>();
  private final Queue<String> errors = new ConcurrentLinkedQueue<>();
  private final Thread reader;
  private final Api api;

  private ServerProcess(Path folder, Map<String, String> environment)
      throws IOException, InterruptedException {
    var builder = new ProcessBuilder(command("up")).redirectOutput(ProcessBuilder.Redirect.DISCARD);
    builder.environment().put("LASIUS_DATA", folder.toString());
    builder.environment().put("LASIUS_PORT", "-1");
    builder.environment().put("MALLOC_ARENA_MAX", "2");
    // What fails in a test is mended at once.
    builder.environment().put("LASIUS_RETRY_DELAY", "0s");
    builder.environment().putAll(environment);
    process = builder.start();
    reader = Thread.ofVirtual().name("server-errors").start(this::readErrors);
    try {
      api = Api.ofAdmin(awaitGreeting(), folder);
    } catch (IOException e) {
      process.destroyForcibly();
      throw new IOException("the server did not start; it said:\n" + errors(), e);
    } catch (InterruptedException e) {
      process.destroyForcibly();
      throw e;
    }
  }

  private URI awaitGreeting() throws IOException, InterruptedException {
    try {
      return greeted.get(START_LIMIT.toSeconds(), TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new IOException("it did not greet", e);
    }
  }

  /**
   * Starts one. It answers when this returns.
   *
   * @param folder for all that it keeps
   * @param environment variables {@code LASIUS_…} beside those
   */
  public static ServerProcess start(Path folder, Map<String, String> environment)
      throws IOException, InterruptedException {
    return new ServerProcess(folder, environment);
  }

  /** The command line of the packaged server's program, with these arguments. */
  public static List<String> command(String... arguments) {
    var command = new ArrayList<>(JAVA);
    command.addAll(List.of(arguments));
    return command;
  }

  public Api api() {
    return api;
  }

  public URI address() {
    return api.address();
  }

  /** What it wrote to its error output so far: greeting and log. */
  public String errors() {
    return String.join("\n", errors);
  }

  public long pid() {
    return process.pid();
  }

  /** Ends it by SIGKILL, and waits until it is gone. */
  public void kill() throws InterruptedException {
    process.destroyForcibly();
    awaitEnd();
  }

  /**
   * Ends it by SIGTERM.
   *
   * @return its exit status
   */
  public int stop() throws InterruptedException {
    process.destroy();
    awaitEnd();
    return process.exitValue();
  }

  private void awaitEnd() throws InterruptedException {
    if (!process.waitFor(STOP_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError("the server does not end; it said:\n" + errors());
    }
    reader.join(STOP_LIMIT);
  }

  private void readErrors() {
    try (var lines = new BufferedReader(new InputStreamReader(process.getErrorStream(), UTF_8))) {
      for (var line = lines.readLine(); line != null; line = lines.readLine()) {
        errors.add(line);
        if (line.startsWith(GREETING)) {
          greeted.complete(URI.create(line.substring(GREETING.length()).strip()));
        }
      }
    } catch (IOException e) {
      errors.add("(reading its errors failed: " + e + ")");
    }
    greeted.completeExceptionally(new IOException("its error output ended"));
  }

  @Override
  public void close() {
    process.destroyForcibly();
    api.close();
  }
}
