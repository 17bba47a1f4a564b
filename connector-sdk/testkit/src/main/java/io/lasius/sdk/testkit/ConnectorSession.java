package io.lasius.sdk.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.lasius.protocol.message.ProtocolMessage;
import io.lasius.protocol.wire.Line;
import io.lasius.protocol.wire.MalformedLine;
import io.lasius.protocol.wire.MessageLine;
import io.lasius.protocol.wire.MessageReader;
import io.lasius.protocol.wire.ReaderLimits;
import io.lasius.protocol.wire.RecordLine;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** A call that is under way. Closing it kills the connector, if it still runs. */
public final class ConnectorSession implements AutoCloseable {
  /** Longest wait for a connector, which may have to start a container first. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final RunningConnector connector;
  private final Path folder;
  private final OutputStream input;
  private final Thread reader;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final List<ProtocolMessage> messages = new ArrayList<>();
  private final List<String> strayLines = new ArrayList<>();
  private boolean ended;

  ConnectorSession(RunningConnector connector, Path folder) {
    this.connector = connector;
    this.folder = folder;
    this.input = connector.input();
    this.reader = Thread.ofPlatform().daemon().start(this::readOutput);
  }

  /** Writes a line to the connector's input; does nothing where it has stopped reading. */
  public void send(String line) {
    try {
      input.write((line + "\n").getBytes(UTF_8));
      input.flush();
    } catch (IOException e) {
      // It has ended, which its outcome tells.
    }
  }

  /** No more lines follow. */
  public void endInput() {
    try {
      input.close();
    } catch (IOException e) {
      // It has ended, which its outcome tells.
    }
  }

  /**
   * Waits for messages, while the connector goes on.
   *
   * @throws AssertionError where there are not so many of them in time
   */
  public <M extends ProtocolMessage> List<M> await(Class<M> type, int count)
      throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    lock.lock();
    try {
      while (true) {
        List<M> found = messages.stream().filter(type::isInstance).map(type::cast).toList();
        if (found.size() >= count) {
          return found;
        }
        long left = deadline - System.nanoTime();
        if (ended || left <= 0) {
          throw new AssertionError(
              "expected %d of %s, but the connector %s with these: %s"
                  .formatted(count, type.getSimpleName(), ended ? "ended" : "went on", messages));
        }
        changed.awaitNanos(left);
      }
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits until the connector has ended.
   *
   * @throws AssertionError where it does not
   */
  public ConnectorOutcome await() throws InterruptedException {
    try {
      int status = connector.exit().get(PATIENCE.toNanos(), TimeUnit.NANOSECONDS);
      if (!reader.join(PATIENCE)) {
        throw new AssertionError("the connector ended, but its output did not");
      }
      return new ConnectorOutcome(status, messages, strayLines);
    } catch (TimeoutException e) {
      throw new AssertionError("the connector did not end within " + PATIENCE, e);
    } catch (ExecutionException e) {
      throw new AssertionError("the connector could not be awaited", e.getCause());
    }
  }

  /** Ends the connector at once, as a crash would, and waits until it is gone. */
  public ConnectorOutcome kill() throws InterruptedException {
    connector.kill();
    return await();
  }

  @Override
  public void close() throws IOException {
    connector.kill();
    endInput();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        Files.delete(file);
      }
    }
    Files.delete(folder);
  }

  private void readOutput() {
    @Nullable String fault = null;
    try (var lines =
        new MessageReader(Channels.newChannel(connector.output()), ReaderLimits.defaults())) {
      for (Line line = lines.next(); line != null; line = lines.next()) {
        take(line);
      }
    } catch (IOException e) {
      fault = "the output ended with " + e;
    }
    endOutput(fault);
  }

  private void endOutput(@Nullable String fault) {
    lock.lock();
    try {
      if (fault != null) {
        strayLines.add(fault);
      }
      ended = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void take(Line line) throws IOException {
    lock.lock();
    try {
      switch (line) {
        case RecordLine record -> messages.add(record.toMessage());
        case MessageLine message -> messages.add(message.message());
        case MalformedLine malformed -> strayLines.add(malformed.excerpt());
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
