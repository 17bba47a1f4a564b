package io.lasius.replication;

import static org.assertj.core.api.Assertions.assertThat;

import io.lasius.protocol.message.FailureType;
import io.lasius.replication.ReplicationOutcome.Cancelled;
import io.lasius.replication.ReplicationOutcome.Failed;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What happens to a sync that is to end before both connectors run. */
@Timeout(30)
final class LaunchingTest {
  private static final FailureReason SERVER_STOPS =
      FailureReason.now(
          FailureOrigin.PLATFORM, FailureType.TRANSIENT_ERROR, "the server stops", "");

  private final SyncFixture sync = new SyncFixture();
  private final CountDownLatch launching = new CountDownLatch(1);
  private final CountDownLatch never = new CountDownLatch(1);

  @BeforeEach
  void connectorsThatRunForEver() {
    sync.source(io -> {
      never.await();
      return 0;
    });
    sync.destination(SyncFixture.echo());
  }

  @AfterEach
  void leavesNoConnectorRunning() {
    assertThat(sync.connectorsStillRunning()).isZero();
  }

  @Test
  void aCancelEndsASourceThatIsStillBeingStarted() throws Exception {
    sync.beforeSourceStarts(() -> {
      launching.countDown();
      never.await();
    });

    var outcome = startInTheBackground();
    sync.replication().cancel();

    assertThat(outcome.get(10, TimeUnit.SECONDS)).isInstanceOf(Cancelled.class);
  }

  @Test
  void anAbortEndsASourceThatStartsInSpiteOfIt() throws Exception {
    sync.beforeSourceStarts(() -> {
      launching.countDown();
      try {
        never.await();
      } catch (InterruptedException e) {
        // A launcher may be past the point where an interrupt reaches it.
      }
    });

    var outcome = startInTheBackground();
    sync.replication().abort(SERVER_STOPS);

    assertThat(outcome.get(10, TimeUnit.SECONDS))
        .isInstanceOfSatisfying(
            Failed.class, failed -> assertThat(failed.reasons()).containsExactly(SERVER_STOPS));
  }

  @Test
  void anAbortWhileConnectorsStartIsNoOrderToFinish() throws Exception {
    var mayStart = new CountDownLatch(1);
    sync.beforeSourceStarts(() -> {
      launching.countDown();
      mayStart.await();
    });
    sync.overwrites();

    var outcome = startInTheBackground();
    sync.replication().abort(SERVER_STOPS);
    mayStart.countDown();

    assertThat(outcome.get(10, TimeUnit.SECONDS)).isInstanceOf(Failed.class);
    assertThat(sync.received()).isEmpty();
  }

  @Test
  void saysThatAConnectorCouldNotBeStartedAndClosesTheOther() throws Exception {
    sync.sourceDoesNotStart();

    assertThat(sync.run())
        .isInstanceOfSatisfying(
            Failed.class, failed -> assertThat(failed.first().message()).contains("no such image"));
  }

  @Test
  void aDestinationThatDoesNotStartEndsASourceThatIsStillBeingStarted() throws Exception {
    sync.destinationDoesNotStart();
    sync.beforeSourceStarts(() -> {
      launching.countDown();
      never.await();
    });

    var outcome = startInTheBackground();

    assertThat(outcome.get(10, TimeUnit.SECONDS))
        .isInstanceOfSatisfying(
            Failed.class,
            failed -> assertThat(failed.first().origin()).isEqualTo(FailureOrigin.DESTINATION));
  }

  private CompletableFuture<ReplicationOutcome> startInTheBackground() throws Exception {
    var outcome = new CompletableFuture<ReplicationOutcome>();
    Thread.ofVirtual().start(() -> outcome.complete(sync.runUnchecked()));
    assertThat(launching.await(10, TimeUnit.SECONDS)).isTrue();
    return outcome;
  }
}
