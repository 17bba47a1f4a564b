package io.lasius.server.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lasius.protocol.message.ControlMessage;
import io.lasius.protocol.message.ErrorTrace;
import io.lasius.protocol.message.FailureType;
import io.lasius.protocol.message.ProtocolMessage;
import io.lasius.protocol.wire.Line;
import io.lasius.protocol.wire.MalformedLine;
import io.lasius.protocol.wire.MessageLine;
import io.lasius.protocol.wire.MessageReader;
import io.lasius.protocol.wire.ReaderLimits;
import io.lasius.protocol.wire.RecordLine;
import io.lasius.replication.ConnectorExit;
import io.lasius.replication.ConnectorLaunch;
import io.lasius.replication.ConnectorLauncher;
import io.lasius.replication.ConnectorProcess;
import io.lasius.replication.ConnectorTimeoutException;
import io.lasius.replication.ErrorOutput;
import io.lasius.replication.LaunchException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** A connector that is run for one answer. The first message of the wanted type is the answer. */
final class CommandRun<M extends ProtocolMessage> {
  private static final int STDERR_LINES = 50;
  private static final Duration EXIT_LIMIT = Duration.ofSeconds(60);

  private final Class<M> wanted;
  private final Deque<String> stderr = new ArrayDeque<>();
  private @Nullable M answer;
  private @Nullable ErrorTrace error;
  private volatile @Nullable ObjectNode newConfig;

  private CommandRun(Class<M> wanted) {
    this.wanted = wanted;
  }

  /**
   * Runs one.
   *
   * @param limit longest time for all of it
   * @throws CommandException where there is no answer; nothing of the connector is left then
   */
  static <M extends ProtocolMessage> CommandAnswer<M> of(
      ConnectorLauncher launcher, ConnectorLaunch launch, Class<M> wanted, Duration limit)
      throws CommandException, InterruptedException {
    try (var process = launcher.launch(launch)) {
      return new CommandRun<M>(wanted).run(process, limit);
    } catch (LaunchException e) {
      throw new CommandException(e);
    }
  }

  private CommandAnswer<M> run(ConnectorProcess process, Duration limit)
      throws CommandException, InterruptedException {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var errors = threads.submit(() -> ErrorOutput.drain(process.errors(), this::keep));
      Future<ConnectorExit> end = threads.submit(() -> read(process));
      try {
        var exit = end.get(limit.toNanos(), TimeUnit.NANOSECONDS);
        errors.get();
        return answer(exit);
      } catch (TimeoutException e) {
        throw failure(
            FailureType.TRANSIENT_ERROR,
            "the connector did not answer within %d s".formatted(limit.toSeconds()),
            null);
      } catch (ExecutionException e) {
        throw failure(
            FailureType.TRANSIENT_ERROR,
            "the connector's output could not be read: " + e.getCause(),
            null);
      } finally {
        // Ends the output, and so the threads that read it.
        process.close();
      }
    }
  }

  private ConnectorExit read(ConnectorProcess process)
      throws IOException, InterruptedException, ConnectorTimeoutException {
    try (var reader = new MessageReader(process.output(), ReaderLimits.defaults())) {
      for (Line line = reader.next(); line != null; line = reader.next()) {
        switch (line) {
          case MessageLine message -> take(message.message());
          case MalformedLine text -> keep(text.excerpt());
          case RecordLine _ -> {}
        }
      }
    }
    return process.awaitExit(EXIT_LIMIT);
  }

  private void take(ProtocolMessage message) {
    if (answer == null && wanted.isInstance(message)) {
      answer = wanted.cast(message);
    } else if (error == null && message instanceof ErrorTrace trace) {
      error = trace;
    } else if (message instanceof ControlMessage control && control.connectorConfig() != null) {
      newConfig = control.connectorConfig().config();
    }
  }

  /** What is said outside the protocol explains a failure as stderr does. */
  private void keep(String line) {
    synchronized (stderr) {
      if (stderr.size() == STDERR_LINES) {
        stderr.removeFirst();
      }
      stderr.addLast(line);
    }
  }

  private CommandAnswer<M> answer(ConnectorExit exit) throws CommandException {
    if (answer != null) {
      return new CommandAnswer<>(answer, newConfig);
    }
    if (error != null) {
      var type = error.error().failureType();
      throw failure(type == null ? FailureType.SYSTEM_ERROR : type, error.error().message(), exit);
    }
    var how =
        exit.outOfMemory()
            ? "the connector ran out of memory (exit status %d); raise its memory limit"
            : "the connector ended with exit status %d and gave no answer";
    throw failure(FailureType.SYSTEM_ERROR, how.formatted(exit.status()), exit);
  }

  private CommandException failure(FailureType type, String message, @Nullable ConnectorExit exit) {
    synchronized (stderr) {
      var status = exit == null ? null : exit.status();
      return new CommandException(type, message, status, List.copyOf(stderr)).with(newConfig);
    }
  }
}
