package io.lasius.replication;

import io.lasius.protocol.message.FailureType;
import io.lasius.protocol.message.LogLevel;
import io.lasius.protocol.wire.MessageReader;
import io.lasius.protocol.wire.MessageWriter;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Two connectors and the threads between them: one carries records, one reads what the destination
 * returns, one commits it, and two drain stderr.
 *
 * <p>Whoever finds that the sync cannot go on kills the source: its output ends, and with it the
 * thread that carries. How the destination is ended then follows from what it would do at an end of
 * its input.
 */
final class RunningSync {
  private final ReplicationPlan plan;
  private final ConnectorProcess source;
  private final ConnectorProcess destination;
  private final ReplicationEvents events;
  private final InstantSource clock;
  private final SyncProgress progress;
  private final Failures failures;
  private final SyncJournal journal;
  private final StateLedger ledger = new StateLedger();
  private final CountDownLatch over = new CountDownLatch(1);
  private volatile boolean cancelled;
  private volatile boolean sourceKilled;
  private volatile boolean destinationKilled;
  private volatile boolean destinationEnded;
  private volatile boolean inputEnded;

  RunningSync(
      ReplicationPlan plan,
      Connectors connectors,
      ReplicationEvents events,
      InstantSource clock,
      SyncProgress progress,
      Failures failures) {
    this.plan = plan;
    this.source = connectors.source();
    this.destination = connectors.destination();
    this.events = events;
    this.clock = clock;
    this.progress = progress;
    this.failures = failures;
    this.journal = new SyncJournal(progress, failures, events);
  }

  /** Carries everything, and returns once both connectors and all threads have ended. */
  void run() throws InterruptedException {
    try (ledger) {
      runThreads();
    } catch (IOException e) {
      journal.log(
          null, LogLevel.WARN, "the file of states under way does not close: " + e.getMessage());
    }
  }

  private void runThreads() throws InterruptedException {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      threads.execute(() -> drainErrors(ConnectorRole.SOURCE, source));
      threads.execute(() -> drainErrors(ConnectorRole.DESTINATION, destination));
      var returns = threads.submit(guarded(this::readReturns));
      var commits = threads.submit(guarded(this::commitReturned));
      try {
        carry(returns);
        get(commits);
      } finally {
        // Ends whatever still waits for a connector, so that the executor can close.
        ledger.end();
        source.close();
        destination.close();
        over.countDown();
      }
    }
  }

  /** Stops reading and lets the destination commit what it has; kills it after a while. */
  void cancel() {
    cancelled = true;
    killSource();
    Thread.ofVirtual()
        .name("cancel-limit")
        .start(() -> {
          try {
            if (!over.await(plan.limits().cancel().toMillis(), TimeUnit.MILLISECONDS)) {
              killDestination();
            }
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
  }

  /** Ends both connectors at once. */
  void abort(FailureReason reason) {
    failures.add(reason);
    stop();
  }

  boolean cancelled() {
    return cancelled;
  }

  private void carry(Future<?> returns) throws InterruptedException {
    try (var reader = new MessageReader(source.output(), plan.limits().reader());
        var writer = new MessageWriter(new DestinationInput(destination.input()), clock)) {
      var relay = new SourceRelay(plan, reader, writer, journal, ledger, clock);
      boolean endedWell = copy(relay) && sourceExitedWell();
      finish(relay, endedWell);
    } catch (RuntimeException e) {
      bug(e);
    }
    awaitReturns(returns);
  }

  private boolean copy(SourceRelay relay) {
    try {
      relay.run();
      return true;
    } catch (DestinationInput.ClosedException e) {
      // Why it takes no more is told by its exit, which the reader of its output awaits.
      killSource();
    } catch (CommitException e) {
      notStored(e);
      killSource();
    } catch (IOException e) {
      if (!sourceKilled) {
        failures.add(
            FailureOrigin.SOURCE,
            FailureType.SYSTEM_ERROR,
            "the source's output cannot be read on: " + e.getMessage(),
            e);
        killSource();
      }
    }
    return false;
  }

  private boolean sourceExitedWell() throws InterruptedException {
    if (sourceKilled) {
      return false;
    }
    try {
      var exit = source.awaitExit(plan.limits().exit());
      if (sourceKilled) {
        return false;
      }
      if (!exit.clean()) {
        failures.connectorFailed(ConnectorRole.SOURCE, Sentences.ended("source", exit));
      }
      return exit.clean();
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

  private void finish(SourceRelay relay, boolean sourceEndedWell) {
    if (sourceEndedWell) {
      noteIncompleteStreams();
    }
    if (destinationEnded) {
      return;
    }
    boolean allWell = sourceEndedWell && relay.allEndedWell();
    if (!allWell && plan.endOfInputReplacesData()) {
      killDestination();
      return;
    }
    try {
      relay.finish(sourceEndedWell, plan.supportsRefreshes());
      inputEnded = true;
      destination.input().close();
    } catch (IOException e) {
      // The destination is gone; the reader of its output finds out why.
      journal.log(
          null,
          LogLevel.WARN,
          "the destination did not take the end of its input: " + e.getMessage());
    }
  }

  private void noteIncompleteStreams() {
    List<String> incomplete =
        progress.streams().stream()
            .filter(StreamProgress::endedIncomplete)
            .map(stream -> stream.report().stream().toString())
            .toList();
    if (!incomplete.isEmpty()) {
      failures.connectorFailed(
          ConnectorRole.SOURCE,
          "the source exited with status 0, but says that it did not read to the end: "
              + String.join(", ", incomplete));
    }
  }

  private void awaitReturns(Future<?> returns) throws InterruptedException {
    Duration limit = plan.limits().finish();
    try {
      returns.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      failures.connectorFailed(
          ConnectorRole.DESTINATION,
          "the destination did not end within %d s after the end of its input"
              .formatted(limit.toSeconds()));
      killDestination();
      get(returns);
    } catch (ExecutionException e) {
      bug(e);
    }
  }

  private void readReturns() throws InterruptedException {
    try (var reader = MessageReader.ofDestination(destination.output(), plan.limits().reader())) {
      new DestinationReturns(reader, plan.routing(), ledger, journal).run();
      var exit = destination.awaitExit(plan.limits().exit());
      destinationEnded = true;
      if (destinationKilled) {
        return;
      }
      if (exit.clean() && inputEnded) {
        ledger.settleRepeats();
      } else {
        failures.connectorFailed(
            ConnectorRole.DESTINATION,
            Sentences.ended("destination", exit)
                + (inputEnded ? "" : " before the end of its input"));
      }
    } catch (IOException | ConnectorTimeoutException e) {
      if (!destinationKilled) {
        failures.add(
            FailureOrigin.DESTINATION,
            FailureType.TRANSIENT_ERROR,
            "the destination's output cannot be read on: " + e.getMessage(),
            e);
      }
    } catch (CommitException e) {
      notStored(e);
    } finally {
      destinationEnded = true;
      ledger.end();
      if (!inputEnded) {
        killSource();
      }
      killDestination();
    }
  }

  private void commitReturned() throws InterruptedException {
    try {
      for (var group = ledger.takeReturned(); !group.isEmpty(); group = ledger.takeReturned()) {
        events.commit(group);
        for (StateCommit commit : group) {
          commit.counts().forEach((stream, counts) -> journal.counts(stream).committed(counts));
        }
      }
    } catch (CommitException | IOException e) {
      notStored(e);
      stop();
    }
  }

  private void drainErrors(ConnectorRole role, ConnectorProcess process) {
    ErrorOutput.drain(
        process.errors(),
        line -> {
          failures.errorLine(role, line);
          journal.log(role, LogLevel.INFO, line);
        });
  }

  private void killSource() {
    sourceKilled = true;
    source.kill();
  }

  private void killDestination() {
    destinationKilled = true;
    destination.kill();
  }

  private void stop() {
    killSource();
    killDestination();
  }

  private interface Task {
    void run() throws InterruptedException;
  }

  /** A thread that dies of a bug must not leave the others waiting for it. */
  private Runnable guarded(Task task) {
    return () -> {
      try {
        task.run();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        stop();
      } catch (RuntimeException e) {
        bug(e);
      }
    };
  }

  private void bug(Exception e) {
    failures.add(
        FailureOrigin.REPLICATION,
        FailureType.SYSTEM_ERROR,
        "the platform failed while it moved records; this is a bug to report: " + e,
        e);
    stop();
  }

  private void notStored(Exception e) {
    failures.add(
        FailureOrigin.PERSISTENCE,
        FailureType.TRANSIENT_ERROR,
        "what a connector returned could not be stored: " + e.getMessage(),
        e);
  }

  private void get(Future<?> thread) throws InterruptedException {
    try {
      thread.get();
    } catch (ExecutionException e) {
      bug(e);
    }
  }
}
