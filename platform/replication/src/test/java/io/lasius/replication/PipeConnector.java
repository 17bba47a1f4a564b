package io.lasius.replication;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.Pipe;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A connector that is three pipes and a script between them. */
final class PipeConnector implements ConnectorProcess {
  /** What the connector does; its value is the exit status. */
  interface Script {
    int run(PipeConnector io) throws IOException, InterruptedException;
  }

  private static final int KILLED = 137;

  private final Pipe stdin;
  private final Pipe stdout;
  private final Pipe stderr;
  private final BufferedReader lines;
  private final Consumer<String> received;
  private final Thread thread;
  private final CompletableFuture<ConnectorExit> exit = new CompletableFuture<>();
  private volatile boolean killed;
  private volatile boolean brokenOff;
  private volatile Supplier<Optional<ConnectorUsage>> usage = Optional::empty;

  /**
   * Starts the script.
   *
   * @param received told each line that the script read from stdin
   */
  PipeConnector(Script script, Consumer<String> received) {
    this.received = received;
    try {
      stdin = Pipe.open();
      stdout = Pipe.open();
      stderr = Pipe.open();
    } catch (IOException e) {
      throw new IllegalStateException("no pipes", e);
    }
    lines = new BufferedReader(Channels.newReader(stdin.source(), UTF_8));
    thread = Thread.ofVirtual().start(() -> play(script));
  }

  private void play(Script script) {
    int status;
    try {
      status = script.run(this);
    } catch (IOException | InterruptedException e) {
      status = KILLED;
    }
    closeEnds();
    exit.complete(new ConnectorExit(killed ? KILLED : status, false));
  }

  private void closeEnds() {
    closeQuietly(stdin.source());
    closeQuietly(stdout.sink());
    closeQuietly(stderr.sink());
  }

  /** What the platform writes to the script. */
  InputStream in() {
    return Channels.newInputStream(stdin.source());
  }

  /** What the platform reads of the script. */
  WritableByteChannel out() {
    return stdout.sink();
  }

  /** The script's standard error. */
  PrintStream err() {
    return new PrintStream(Channels.newOutputStream(stderr.sink()), true, UTF_8);
  }

  /** Writes a line to stdout. */
  void emit(String line) throws IOException {
    emitBytes((line + "\n").getBytes(UTF_8));
  }

  void emitBytes(byte[] bytes) throws IOException {
    writeFully(stdout.sink(), bytes);
  }

  void complain(String line) throws IOException {
    writeFully(stderr.sink(), (line + "\n").getBytes(UTF_8));
  }

  /** The next line of stdin; null at its end. */
  @Nullable String line() throws IOException {
    String line = lines.readLine();
    if (line != null) {
      received.accept(line);
    }
    return line;
  }

  /** What it has used is this from now on. */
  void uses(Supplier<Optional<ConnectorUsage>> told) {
    usage = told;
  }

  @Override
  public Optional<ConnectorUsage> usage() {
    return usage.get();
  }

  /** From now on every write to stdin fails, as after the connector's end. */
  void refuseInput() throws IOException {
    stdin.source().close();
  }

  private static void writeFully(WritableByteChannel channel, byte[] bytes) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    while (buffer.hasRemaining()) {
      channel.write(buffer);
    }
  }

  /** Its output does not end with it, but breaks off. */
  void breakOff() {
    brokenOff = true;
  }

  @Override
  public ReadableByteChannel output() {
    return new ReadableByteChannel() {
      @Override
      public int read(ByteBuffer into) throws IOException {
        int count = stdout.source().read(into);
        if (count < 0 && brokenOff) {
          throw new IOException("Connection reset");
        }
        return count;
      }

      @Override
      public boolean isOpen() {
        return stdout.source().isOpen();
      }

      @Override
      public void close() throws IOException {
        stdout.source().close();
      }
    };
  }

  @Override
  public InputStream errors() {
    return Channels.newInputStream(stderr.source());
  }

  @Override
  public WritableByteChannel input() {
    return stdin.sink();
  }

  @Override
  public ConnectorExit awaitExit(Duration limit)
      throws ConnectorTimeoutException, InterruptedException {
    try {
      return exit.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new ConnectorTimeoutException("the script", limit);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void kill() {
    if (!exit.isDone()) {
      killed = true;
      closeEnds();
      thread.interrupt();
    }
  }

  @Override
  public void close() {
    kill();
    closeQuietly(stdin.sink());
    closeQuietly(stdout.source());
    closeQuietly(stderr.source());
  }

  /** Whether the script has ended, or ends soon: it may have been interrupted just now. */
  boolean awaitEnd() {
    try {
      return thread.join(Duration.ofSeconds(5)) && exit.isDone();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static void closeQuietly(AutoCloseable channel) {
    try {
      channel.close();
    } catch (Exception e) {
      throw new IllegalStateException("a pipe does not close", e);
    }
  }
}
