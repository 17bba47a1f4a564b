package io.lasius.replication;

import io.lasius.protocol.message.FailureType;
import io.lasius.protocol.message.LogLevel;
import io.lasius.protocol.wire.MalformedLine;
import java.io.IOException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * How both connectors end: by themselves, which is told as a failure where they did not do all they
 * were asked to, or because the sync ends them, which is not. Thread-safe.
 */
final class ConnectorEnds {
  /** Longest wait for the rest of stderr: a child of the connector may hold it open for ever. */
  private static final Duration LAST_WORDS = Duration.ofSeconds(5);

  /** An exit that breaks an output off is known that soon after. */
  private static final Duration BROKEN_OFF = Duration.ofSeconds(5);

  private final Connectors connectors;
  private final Duration exitLimit;
  private final Failures failures;
  private final Map<ConnectorRole, CountDownLatch> drained = new EnumMap<>(ConnectorRole.class);
  private volatile boolean sourceKilled;
  private volatile boolean destinationKilled;

  ConnectorEnds(Connectors connectors, Duration exitLimit, Failures failures) {
    this.connectors = connectors;
    this.exitLimit = exitLimit;
    this.failures = failures;
    for (ConnectorRole role : ConnectorRole.values()) {
      drained.put(role, new CountDownLatch(1));
    }
  }

  /** Reads a connector's stderr to its end. */
  void drainErrors(ConnectorRole role, SyncJournal journal) {
    try {
      ErrorOutput.drain(
          connectors.of(role).errors(),
          line -> {
            failures.errorLine(role, line);
            journal.log(role, LogLevel.INFO, line);
          });
    } finally {
      drained(role).countDown();
    }
  }

  /** What a connector has used, also once it has ended. */
  Optional<ConnectorUsage> usage(ConnectorRole role) {
    return connectors.of(role).usage();
  }

  void killSource() {
    sourceKilled = true;
    connectors.source().kill();
  }

  void killDestination() {
    destinationKilled = true;
    connectors.destination().kill();
  }

  boolean sourceKilled() {
    return sourceKilled;
  }

  boolean destinationKilled() {
    return destinationKilled;
  }

  /**
   * Waits for the source's exit after its output has ended.
   *
   * @param torn the line in whose middle the output ended; null where there is none
   * @return whether it did all it was asked to
   */
  boolean sourceEndedWell(@Nullable MalformedLine torn) throws InterruptedException {
    if (sourceKilled) {
      return false;
    }
    try {
      var exit = connectors.source().awaitExit(exitLimit);
      if (!exit.clean() && !sourceKilled) {
        String where =
            torn == null ? "" : ", in the middle of line %d of its output".formatted(torn.number());
        failed(ConnectorRole.SOURCE, Sentences.ended("source", exit) + where);
      }
      return exit.clean() && !sourceKilled;
    } catch (ConnectorTimeoutException e) {
      failures.connectorFailed(
          ConnectorRole.SOURCE, "the source closed its output and runs on: " + e.getMessage());
    } catch (IOException e) {
      failures.add(
          FailureOrigin.PLATFORM,
          FailureType.TRANSIENT_ERROR,
          "how the source ended cannot be told: " + e.getMessage(),
          e);
    }
    killSource();
    return false;
  }

  /**
   * Waits for the destination's exit after its output has ended.
   *
   * @param inputEnded whether it had got the end of its input when its output ended
   * @return whether it did all it was asked to
   */
  boolean destinationEndedWell(boolean inputEnded)
      throws IOException, ConnectorTimeoutException, InterruptedException {
    var exit = connectors.destination().awaitExit(exitLimit);
    if (destinationKilled) {
      return false;
    }
    if (exit.clean() && inputEnded) {
      return true;
    }
    destinationFailed(exit, inputEnded);
    return false;
  }

  /**
   * Tells of a destination that has ended before its input did, where it has: that breaks its
   * output off, too, if the connection to it is closed with something unread in it.
   */
  void tellOfEarlyEnd() throws InterruptedException {
    try {
      var exit = connectors.destination().awaitExit(BROKEN_OFF);
      if (!destinationKilled) {
        destinationFailed(exit, false);
      }
    } catch (IOException | ConnectorTimeoutException e) {
      // It runs on, or nobody knows: then the output alone broke off.
    }
  }

  private void destinationFailed(ConnectorExit exit, boolean inputEnded)
      throws InterruptedException {
    failed(
        ConnectorRole.DESTINATION,
        Sentences.ended("destination", exit) + (inputEnded ? "" : " before the end of its input"));
  }

  private void failed(ConnectorRole role, String otherwise) throws InterruptedException {
    if (!drained(role).await(LAST_WORDS.toMillis(), TimeUnit.MILLISECONDS)) {
      failures.errorLine(role, "(stderr is still open)");
    }
    failures.connectorFailed(role, otherwise);
  }

  private CountDownLatch drained(ConnectorRole role) {
    return Objects.requireNonNull(drained.get(role));
  }
}
