package io.lasius.replication;

import static org.assertj.core.api.Assertions.assertThat;

import io.lasius.replication.ReplicationOutcome.Failed;
import io.lasius.replication.ReplicationOutcome.Succeeded;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Connectors that are silent, and work or not. */
@Timeout(30)
final class SilenceTest {
  private static final Duration LONG = Duration.ofHours(1);
  private static final Duration SHORT = Duration.ofMillis(200);

  private final SyncFixture sync = new SyncFixture();

  /** Opens after many more looks than a connector gets that does nothing. */
  private final CountDownLatch manyLooks = new CountDownLatch(50);

  @AfterEach
  void leavesNoConnectorRunning() {
    assertThat(sync.connectorsStillRunning()).isZero();
  }

  @Test
  void leavesASourceAloneThatWorksInSilence() throws Exception {
    sync.stalls(new StallLimits(SHORT, SHORT, LONG, LONG, Duration.ZERO));
    sync.source(io -> {
      io.uses(this::busy);
      io.emit(SyncFixture.record("users", 1));
      manyLooks.await();
      io.emit(SyncFixture.state("users", 1));
      return 0;
    });
    sync.destination(SyncFixture.echo());

    assertThat(sync.run()).isInstanceOf(Succeeded.class);
    assertThat(sync.committedStates()).containsExactly(SyncFixture.stateJson("users", 1));
    assertThat(sync.logged()).anyMatch(text -> text.contains("it works"));
  }

  @Test
  void leavesADestinationAloneThatReturnsAllAtItsEnd() throws Exception {
    sync.stalls(new StallLimits(SHORT, LONG, LONG, SHORT, Duration.ZERO));
    sync.source(io -> {
      io.emit(SyncFixture.record("users", 1));
      io.emit(SyncFixture.state("users", 1));
      return 0;
    });
    sync.destination(io -> {
      io.uses(this::busy);
      String last = "";
      for (String line = io.line(); line != null; line = io.line()) {
        last = line;
      }
      manyLooks.await();
      io.emit(last);
      return 0;
    });

    assertThat(sync.run()).isInstanceOf(Succeeded.class);
    assertThat(sync.committedStates()).containsExactly(SyncFixture.stateJson("users", 1));
  }

  @Test
  void endsASourceThatDoesNothing() throws Exception {
    sync.stalls(new StallLimits(SHORT, LONG, LONG, LONG, Duration.ZERO));
    sync.source(io -> {
      io.uses(SilenceTest::nothing);
      io.emit(SyncFixture.record("users", 1));
      new CountDownLatch(1).await();
      return 0;
    });
    sync.destination(SyncFixture.echo());

    assertThat(failure()).contains("the source wrote no record", "it hangs");
  }

  @Test
  void endsADestinationThatDoesNothingAfterItsInput() throws Exception {
    sync.stalls(new StallLimits(SHORT, LONG, LONG, LONG, Duration.ZERO));
    sync.source(io -> 0);
    sync.destination(io -> {
      io.uses(SilenceTest::nothing);
      while (io.line() != null) {}
      new CountDownLatch(1).await();
      return 0;
    });

    assertThat(failure()).contains("the destination did not end", "it hangs");
  }

  @Test
  void watchesTheDestinationAlsoAfterASourceWasEnded() throws Exception {
    sync.stalls(new StallLimits(SHORT, LONG, LONG, LONG, Duration.ZERO));
    sync.source(io -> {
      io.uses(SilenceTest::nothing);
      new CountDownLatch(1).await();
      return 0;
    });
    sync.destination(io -> {
      io.uses(SilenceTest::nothing);
      while (io.line() != null) {}
      new CountDownLatch(1).await();
      return 0;
    });

    assertThat(reasons())
        .extracting(FailureReason::origin)
        .containsExactly(FailureOrigin.SOURCE, FailureOrigin.DESTINATION);
  }

  @Test
  void tellsWhatItWaitsFor() throws Exception {
    var seen = new ArrayList<SyncWait>();
    sync.source(io -> {
      io.emit(SyncFixture.record("users", 1));
      new CountDownLatch(1).await();
      return 0;
    });
    sync.destination(io -> {
      io.line();
      // The sync has passed the record on, and waits for the next line now or in a moment.
      while (seen.stream().noneMatch(wait -> wait.kind() == SyncWait.Kind.SOURCE)) {
        seen.clear();
        seen.addAll(sync.replication().waits());
      }
      sync.replication().cancel();
      while (io.line() != null) {}
      return 0;
    });

    sync.run();

    assertThat(seen).extracting(SyncWait::kind).containsExactly(SyncWait.Kind.SOURCE);
    assertThat(seen.getFirst().since()).isBeforeOrEqualTo(Instant.now());
  }

  private String failure() throws InterruptedException {
    var reasons = reasons();
    assertThat(reasons).hasSize(1);
    return reasons.getFirst().message();
  }

  private List<FailureReason> reasons() throws InterruptedException {
    var outcome = sync.run();
    assertThat(outcome).isInstanceOf(Failed.class);
    return ((Failed) outcome).reasons();
  }

  /** Each look finds another second of CPU time. */
  private Optional<ConnectorUsage> busy() {
    manyLooks.countDown();
    return Optional.of(
        new ConnectorUsage(Duration.ZERO, Duration.ofSeconds(50 - manyLooks.getCount()), 0L, 0, 0));
  }

  private static Optional<ConnectorUsage> nothing() {
    return Optional.of(new ConnectorUsage(Duration.ZERO, Duration.ZERO, 0L, 0, 0));
  }
}
