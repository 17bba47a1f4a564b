package io.lasius.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Properties;

/** A server in a process of its own, on a port of its own. */
public final class ServerProcess implements AutoCloseable {
  private static final Duration START_LIMIT = Duration.ofMinutes(1);
  private static final Duration LOOK_EVERY = Duration.ofMillis(2);
  private static final int OK = 200;

  private final Process process;
  private final URI address;
  private final Path data;
  private final Duration startTime;

  private ServerProcess(Process process, URI address, Path data, Duration startTime) {
    this.process = process;
    this.address = address;
    this.data = data;
    this.startTime = startTime;
  }

  /**
   * Starts it, and waits until it answers that it is well.
   *
   * @param command the command line
   * @param data an existing folder, which becomes that of its data
   * @throws IOException if it ends, or does not answer within a minute; with what it said
   */
  public static ServerProcess start(List<String> command, Path data) throws IOException {
    int port = freePort();
    var address = URI.create("http://127.0.0.1:" + port);
    var builder = new ProcessBuilder(command);
    builder.environment().put("LASIUS_DATA", data.toString());
    builder.environment().put("LASIUS_PORT", Integer.toString(port));
    Path log = data.resolve("server.log");
    builder.redirectErrorStream(true).redirectOutput(log.toFile());
    try (var http = client()) {
      var health = HttpRequest.newBuilder(address.resolve("/health")).build();
      long began = System.nanoTime();
      Process process = builder.start();
      while (!isWell(http, health)) {
        if (!process.isAlive() || System.nanoTime() - began > START_LIMIT.toNanos()) {
          process.destroyForcibly();
          throw new IOException("the server does not answer; it said: " + Files.readString(log));
        }
        Pause.of(LOOK_EVERY);
      }
      return new ServerProcess(process, address, data, Duration.ofNanos(System.nanoTime() - began));
    }
  }

  /** From the start of the process to the first answer that it is well. */
  Duration startTime() {
    return startTime;
  }

  URI address() {
    return address;
  }

  /** The header Authorization of its first admin. */
  String authorization() throws IOException {
    var values = new Properties();
    try (var file = Files.newBufferedReader(data.resolve("admin.env"))) {
      values.load(file);
    }
    var pair =
        "%s:%s"
            .formatted(
                values.getProperty("LASIUS_CLIENT_ID"), values.getProperty("LASIUS_CLIENT_SECRET"));
    return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(UTF_8));
  }

  /** Of the process, as the kernel numbers it. */
  public long pid() {
    return process.pid();
  }

  /** What it has of the machine's memory now. */
  public Memory memory() throws IOException {
    return Memory.of(process.pid());
  }

  /** Stops it as Ctrl-C does. */
  @Override
  public void close() {
    process.destroy();
    process.onExit().join();
  }

  /** A client of the server's: it speaks HTTP 1.1 alone. */
  static HttpClient client() {
    return HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  }

  private static boolean isWell(HttpClient http, HttpRequest health) {
    try {
      return http.send(health, HttpResponse.BodyHandlers.discarding()).statusCode() == OK;
    } catch (IOException _) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while the server started", e);
    }
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
