package io.lasius.replication;

import io.lasius.connector.fault.FaultConnector;
import io.lasius.protocol.message.FailureType;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;

/**
 * Starts connectors as processes of this machine. The image is the name of a main class beside the
 * fault connector.
 */
final class LocalProcessLauncher implements FaultLauncher {
  private static final Path CONNECTOR =
      Path.of(FaultConnector.class.getProtectionDomain().getCodeSource().getLocation().getPath());

  /** A short life: no second compiler, and the classes that the first such process archived. */
  private static final List<String> JAVA =
      List.of(
          Path.of(System.getProperty("java.home"), "bin", "java").toString(),
          "-XX:TieredStopAtLevel=1",
          "-XX:+UseSerialGC",
          "-XX:+AutoCreateSharedArchive",
          // An archive of an older jar would be passed over, and not be made anew.
          "-XX:SharedArchiveFile=target/fault-%d.jsa".formatted(CONNECTOR.toFile().lastModified()),
          "-Xlog:disable");

  private final Path folder;
  private final ConcurrentHashMap<ConnectorRole, Process> running = new ConcurrentHashMap<>();
  private final ConcurrentLinkedQueue<Process> started = new ConcurrentLinkedQueue<>();

  LocalProcessLauncher(Path folder) {
    this.folder = folder;
  }

  @Override
  public void kill(ConnectorRole role) {
    Objects.requireNonNull(running.get(role)).destroyForcibly();
  }

  @Override
  public List<String> left() {
    var left =
        new ArrayList<>(started.stream().filter(Process::isAlive).map(Process::toString).toList());
    try (var files = Files.list(temporary())) {
      files.map(Path::toString).forEach(left::add);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return left;
  }

  private Path temporary() {
    return folder.resolve("tmp");
  }

  @Override
  public ConnectorProcess launch(ConnectorLaunch launch) throws LaunchException {
    try {
      var command = new ArrayList<>(JAVA);
      command.add("-Djava.io.tmpdir=" + Files.createDirectories(temporary()));
      command.addAll(List.of("-cp", classPath(), launch.image()));
      command.addAll(FaultLauncher.arguments(launch, folder));
      var builder = new ProcessBuilder(command);
      builder.environment().putAll(launch.environment());
      Process process = builder.start();
      running.put(launch.role(), process);
      started.add(process);
      return new LocalProcess(process);
    } catch (IOException e) {
      var origin =
          launch.role() == ConnectorRole.SOURCE ? FailureOrigin.SOURCE : FailureOrigin.DESTINATION;
      throw new LaunchException(
          FailureReason.now(origin, FailureType.SYSTEM_ERROR, "cannot start", e.toString()), e);
    }
  }

  /** The connector's jar, which names what it needs; only what is in jars can be archived. */
  private static String classPath() {
    return CONNECTOR.toString().endsWith(".jar")
        ? CONNECTOR.toString()
        : System.getProperty("java.class.path");
  }

  private record LocalProcess(
      Process process, ReadableByteChannel output, InputStream errors, WritableByteChannel input)
      implements ConnectorProcess {
    LocalProcess(Process process) {
      this(
          process,
          Channels.newChannel(process.getInputStream()),
          process.getErrorStream(),
          new Unbuffered(process.getOutputStream()));
    }

    @Override
    public ConnectorExit awaitExit(Duration limit)
        throws ConnectorTimeoutException, InterruptedException {
      if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new ConnectorTimeoutException("the process", limit);
      }
      return new ConnectorExit(process.exitValue(), false);
    }

    @Override
    public void kill() {
      process.destroyForcibly();
    }

    @Override
    public void close() {
      kill();
    }
  }

  /** A process's stdin, written through at once. */
  private record Unbuffered(java.io.OutputStream stream) implements WritableByteChannel {
    @Override
    public int write(java.nio.ByteBuffer bytes) throws IOException {
      byte[] chunk = new byte[bytes.remaining()];
      bytes.get(chunk);
      stream.write(chunk);
      stream.flush();
      return chunk.length;
    }

    @Override
    public boolean isOpen() {
      return true;
    }

    @Override
    public void close() throws IOException {
      stream.close();
    }
  }
}
