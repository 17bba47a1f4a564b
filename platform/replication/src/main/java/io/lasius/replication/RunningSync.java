package io.lasius.replication;

import io.lasius.protocol.message.FailureType;
import io.lasius.protocol.message.LogLevel;
import io.lasius.protocol.wire.MessageReader;
import io.lasius.protocol.wire.MessageWriter;
import io.lasius.protocol.wire.ProtocolException;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Two connectors and the threads between them: one carries records, one reads what the destination
 * returns, one commits it, one sees to it that nobody stalls, and two drain stderr.
 *
 * <p>Whoever finds that the sync cannot go on kills the source: its output ends, and with it the
 * thread that carries. How the destination is ended then follows from what it would do at an end of
 * its input.
 */
final class RunningSync {
  private final ReplicationPlan plan;
  private final ConnectorProcess source;
  private final ConnectorProcess destination;
  private final ConnectorEnds ends;
  private final DestinationInput input;
  private final SyncWaits waits;
  private final StallDetector stalls;
  private final InstantSource clock;
  private final Failures failures;
  private final SyncJournal journal;
  private final StateLedger ledger;
  private final CountDownLatch over = new CountDownLatch(1);
  private volatile boolean destinationEnded;
  private volatile boolean inputEnded;
  private volatile boolean sourceEndedWell;
  private volatile boolean destinationEndedWell;

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
    this.clock = clock;
    this.failures = failures;
    this.journal = new SyncJournal(progress, failures, events);
    this.ends = new ConnectorEnds(connectors, plan.limits().exit(), failures);
    this.waits = new SyncWaits(clock);
    this.ledger = new StateLedger(waits);
    this.stalls =
        new StallDetector(
            plan.limits().stalls(),
            waits,
            ends::usage,
            text -> journal.log(null, LogLevel.WARN, text),
            clock);
    this.input = new DestinationInput(destination.input(), waits);
  }

  /** Carries everything, and returns once both connectors and all threads have ended. */
  void run() throws InterruptedException {
    try (ledger) {
      runThreads();
      if (!(sourceEndedWell && destinationEndedWell)) {
        failures.unlessAny(
            "not both connectors ended well, and nobody was told why; this is a bug to report");
      }
    } catch (IOException e) {
      journal.log(
          null, LogLevel.WARN, "the file of states under way does not close: " + e.getMessage());
    }
  }

  private void runThreads() throws InterruptedException {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      threads.execute(() -> ends.drainErrors(ConnectorRole.SOURCE, journal));
      threads.execute(() -> ends.drainErrors(ConnectorRole.DESTINATION, journal));
      threads.execute(guarded(() -> stalls.watchUntil(over, this::end)));
      var returns = threads.submit(guarded(this::readReturns));
      var commits = threads.submit(guarded(this::commitReturned));
      try {
        carry(returns);
        get(commits);
        if (sourceEndedWell && destinationEndedWell && !failures.any()) {
          journal.noteUncommitted();
        }
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
    ends.killSource();
    Thread.ofVirtual()
        .name("cancel-limit")
        .start(() -> {
          try {
            if (!over.await(plan.limits().cancel().toMillis(), TimeUnit.MILLISECONDS)) {
              ends.killDestination();
            }
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
  }

  Optional<ConnectorUsage> usage(ConnectorRole role) {
    return ends.usage(role);
  }

  /** All that it waits for at this moment. */
  List<SyncWait> waits() {
    return waits.all();
  }

  /** Ends both connectors at once. */
  void stop() {
    ends.killSource();
    ends.killDestination();
  }

  private void carry(Future<?> returns) throws InterruptedException {
    try (var reader = new MessageReader(source.output(), plan.limits().reader());
        var writer = new MessageWriter(input, clock)) {
      var line = new SourceRelay.Ends(reader, writer, waits);
      var relay = new SourceRelay(plan, line, journal, ledger, clock);
      sourceEndedWell = copy(relay) && ends.sourceEndedWell(relay.torn());
      finish(relay);
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
      ends.killSource();
    } catch (CommitException e) {
      failures.notStored(e);
      ends.killSource();
    } catch (SyncStoppedException e) {
      failures.add(e.reason());
      ends.killSource();
    } catch (IOException e) {
      if (!ends.sourceKilled()) {
        failures.add(
            FailureOrigin.SOURCE,
            FailureType.SYSTEM_ERROR,
            "the source's output cannot be read on: " + e.getMessage(),
            e);
        ends.killSource();
      }
    }
    return false;
  }

  private void finish(SourceRelay relay) {
    journal.finishes();
    if (sourceEndedWell) {
      relay.sourceEndedWell();
      journal.noteIncompleteStreams();
    }
    if (destinationEnded || input.refused()) {
      // A kill or an end of input would hide how a destination ended that took no more of it.
      return;
    }
    boolean allWell = sourceEndedWell && relay.allEndedWell();
    if (!allWell && plan.endOfInputReplacesData()) {
      ends.killDestination();
      return;
    }
    try {
      relay.finish(sourceEndedWell, plan.supportsRefreshes());
      inputEnded = true;
      waits.inputEnded();
      input.close();
    } catch (IOException e) {
      // The destination is gone; the reader of its output finds out why.
      journal.log(
          null,
          LogLevel.WARN,
          "the destination did not take the end of its input: " + e.getMessage());
    }
  }

  private void unreadable(Exception e) {
    if (!ends.destinationKilled()) {
      failures.add(
          FailureOrigin.DESTINATION,
          FailureType.TRANSIENT_ERROR,
          "the destination's output cannot be read on: " + e.getMessage(),
          e);
    }
  }

  /** A destination that got the end of its input is watched like any that is waited for. */
  private void awaitReturns(Future<?> returns) throws InterruptedException {
    if (inputEnded) {
      get(returns);
      return;
    }
    Duration limit = plan.limits().exit();
    try {
      returns.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      failures.connectorFailed(
          ConnectorRole.DESTINATION,
          "the destination did not end within %s after it %s"
              .formatted(
                  Sentences.time(limit), input.refused() ? "took no more input" : "was killed"));
      ends.killDestination();
      get(returns);
    } catch (ExecutionException e) {
      bug(e);
    }
  }

  private void readReturns() throws InterruptedException {
    try (var reader = MessageReader.ofDestination(destination.output(), plan.limits().reader())) {
      new DestinationReturns(reader, plan.routing(), ledger, journal, ends::killSource).run();
      if (ends.destinationEndedWell(inputEnded)) {
        ledger.settleRepeats();
        destinationEndedWell = true;
      }
    } catch (ProtocolException | ConnectorTimeoutException e) {
      unreadable(e);
    } catch (IOException e) {
      if (!inputEnded && !ends.destinationKilled()) {
        ends.tellOfEarlyEnd();
      }
      unreadable(e);
    } catch (CommitException e) {
      failures.notStored(e);
    } finally {
      destinationEnded = true;
      waits.returnsEnded();
      ledger.end();
      if (!inputEnded) {
        ends.killSource();
      }
      ends.killDestination();
    }
  }

  private void commitReturned() throws InterruptedException {
    try {
      for (var group = ledger.takeReturned(); !group.isEmpty(); group = ledger.takeReturned()) {
        waits.storing();
        journal.commit(group);
        waits.stored();
      }
    } catch (CommitException | IOException e) {
      failures.notStored(e);
      stop();
    }
  }

  /** What a silent source has written stays; a destination that takes nothing cannot store it. */
  private void end(StallDetector.Stall stall) {
    failures.connectorFailed(stall.role(), FailureType.TRANSIENT_ERROR, stall.text(), null);
    switch (stall.role()) {
      case SOURCE -> ends.killSource();
      case DESTINATION -> stop();
    }
  }

  private Runnable guarded(SyncTask task) {
    return task.guarded(this::stop, this::bug);
  }

  private void bug(Exception e) {
    failures.bug(e);
    stop();
  }

  private void get(Future<?> thread) throws InterruptedException {
    try {
      thread.get();
    } catch (ExecutionException e) {
      bug(e);
    }
  }
}
