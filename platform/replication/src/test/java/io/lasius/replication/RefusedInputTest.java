package io.lasius.replication;

import static org.assertj.core.api.Assertions.assertThat;

import io.lasius.replication.ReplicationOutcome.Cancelled;
import io.lasius.replication.ReplicationOutcome.Failed;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A destination takes no more input: the writer to it knows before the reader of its output. */
@Timeout(30)
final class RefusedInputTest {
  private final SyncFixture sync = new SyncFixture();
  private final CountDownLatch sourceEnded = new CountDownLatch(1);

  @BeforeEach
  void aSourceThatWritesUntilItIsKilled() {
    sync.source(io -> {
      try {
        for (int id = 1; ; id++) {
          io.emit(SyncFixture.record("users", id));
        }
      } finally {
        sourceEnded.countDown();
      }
    });
  }

  @AfterEach
  void leavesNoConnectorRunning() {
    assertThat(sync.connectorsStillRunning()).isZero();
  }

  @ParameterizedTest(name = "exit status {0}, overwrite: {1}")
  @CsvSource({"0, false", "1, false", "0, true", "1, true"})
  void failsByTheExitOfADestinationThatTookNoMoreInput(int status, boolean overwrites)
      throws Exception {
    if (overwrites) {
      sync.overwrites();
    }
    sync.destination(io -> {
      io.line();
      io.refuseInput();
      sourceEnded.await();
      awaitWhatTheSyncDoes();
      return status;
    });

    assertThat(messages(sync.run()))
        .containsExactly(
            "the destination ended with exit status %d before the end of its input"
                .formatted(status));
  }

  /** The reader of its output may know before the writer to it, and only that something broke. */
  @ParameterizedTest(name = "exit status {0}")
  @ValueSource(ints = {0, 7})
  void failsByTheExitOfADestinationWhoseOutputBrokeOffWithIt(int status) throws Exception {
    sync.destination(io -> {
      io.line();
      io.breakOff();
      return status;
    });

    assertThat(messages(sync.run()))
        .containsExactly(
            "the destination ended with exit status %d before the end of its input"
                .formatted(status),
            "the destination's output cannot be read on: Connection reset");
  }

  @Test
  void failsWhereTheLastStateIsRefused() throws Exception {
    var refused = new CountDownLatch(1);
    sync.source(io -> {
      refused.await();
      return 0;
    });
    sync.destination(io -> {
      io.refuseInput();
      refused.countDown();
      awaitWhatTheSyncDoes();
      return 0;
    });

    assertThat(messages(sync.run()))
        .containsExactly("the destination ended with exit status 0 before the end of its input");
  }

  @ParameterizedTest(name = "overwrite: {0}")
  @ValueSource(booleans = {false, true})
  void killsADestinationThatTakesNoMoreInputAndRunsOn(boolean overwrites) throws Exception {
    if (overwrites) {
      sync.overwrites();
    }
    sync.exitLimit(Duration.ofSeconds(1));
    sync.destination(io -> {
      io.refuseInput();
      new CountDownLatch(1).await();
      return 0;
    });

    assertThat(messages(sync.run()))
        .containsExactly("the destination did not end within 1 s after it took no more input");
  }

  @Test
  void staysCancelledWhereTheDestinationThenTakesNoMoreInput() throws Exception {
    sync.destination(io -> {
      io.line();
      sync.replication().cancel();
      io.refuseInput();
      return 0;
    });

    assertThat(sync.run()).isInstanceOf(Cancelled.class);
  }

  @Test
  void failsWhereBothConnectorsAreEndedAndNobodySaysWhy() throws Exception {
    sync.destination(SyncFixture.echo());

    assertThat(sync.runStoppedWithoutReason())
        .singleElement()
        .satisfies(reason -> {
          assertThat(reason.origin()).isEqualTo(FailureOrigin.REPLICATION);
          assertThat(reason.message()).contains("not both connectors ended well");
        });
  }

  /** Long enough for a kill or an end of input, which must not come. A kill ends it. */
  private static void awaitWhatTheSyncDoes() throws InterruptedException {
    assertThat(new CountDownLatch(1).await(500, TimeUnit.MILLISECONDS)).isFalse();
  }

  private static List<String> messages(ReplicationOutcome outcome) {
    assertThat(outcome).isInstanceOf(Failed.class);
    return ((Failed) outcome).reasons().stream().map(FailureReason::message).toList();
  }
}
