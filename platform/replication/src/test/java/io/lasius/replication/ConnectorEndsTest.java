package io.lasius.replication;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.lasius.replication.ReplicationOutcome.Cancelled;
import io.lasius.replication.ReplicationOutcome.Failed;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How connectors end, and what is said of it. */
@Timeout(30)
final class ConnectorEndsTest {
  private static final String HALF_A_RECORD =
      "{\"type\":\"RECORD\",\"record\":{\"stream\":\"users\",\"data\":{\"id\":2";

  private final SyncFixture sync = new SyncFixture();

  @AfterEach
  void leavesNoConnectorRunning() {
    assertThat(sync.connectorsStillRunning()).isZero();
  }

  @Test
  void takesALineThatAKillHasTornAsPartOfTheKillAndCountsNoRecord() throws Exception {
    sync.source(io -> {
      io.emit(SyncFixture.record("users", 1));
      io.emit(SyncFixture.state("users", 1));
      io.emitBytes(HALF_A_RECORD.getBytes(UTF_8));
      return 137;
    });
    sync.destination(SyncFixture.echo());

    var outcome = sync.run();

    assertThat(reasons(outcome)).hasSize(1);
    assertThat(reasons(outcome).getFirst().message())
        .contains("exit status 137", "in the middle of line 3");
    assertThat(outcome.report().unattributed()).isZero();
    assertThat(sync.committedStates()).containsExactly(SyncFixture.stateJson("users", 1));
  }

  @Test
  void countsATornLineAsALostRecordWhereTheSourceSaysThatAllWentWell() throws Exception {
    sync.source(io -> {
      io.emit(SyncFixture.state("users", 1));
      io.emitBytes(HALF_A_RECORD.getBytes(UTF_8));
      return 0;
    });
    sync.destination(SyncFixture.echo());

    var outcome = sync.run();

    assertThat(reasons(outcome)).hasSize(1);
    assertThat(reasons(outcome).getFirst().message()).contains("line 2", "cannot be delivered");
    assertThat(outcome.report().unattributed()).isEqualTo(1);
  }

  @Test
  void givesOneReasonForManyUndeliveredRecordsAndLogsTheFirstFew() throws Exception {
    int broken = 5_000;
    sync.source(io -> {
      io.emit(SyncFixture.record("users", 1));
      for (int i = 0; i < broken; i++) {
        io.emit(HALF_A_RECORD);
      }
      return 1;
    });
    sync.destination(SyncFixture.echo());

    var outcome = sync.run();

    assertThat(reasons(outcome)).hasSize(2);
    assertThat(reasons(outcome).getFirst().message())
        .contains("5000 lines", "cannot be delivered", "line 2");
    assertThat(reasons(outcome).getLast().message()).contains("exit status 1");
    assertThat(outcome.report().unattributed()).isEqualTo(broken);
    assertThat(sync.logged()).filteredOn(text -> text.contains("delivered")).hasSizeBetween(1, 20);
  }

  @Test
  void waitsForTheLastWordsOnStderr() throws Exception {
    sync.source(io -> {
      for (int i = 0; i < 2_000; i++) {
        io.complain("line of a long trace " + i);
      }
      io.complain("the last words");
      return 1;
    });
    sync.destination(SyncFixture.echo());

    assertThat(reasons(sync.run()).getFirst().detail()).endsWith("the last words");
  }

  @Test
  void tellsTheLastWordsOfADestination() throws Exception {
    sync.source(io -> {
      io.emit(SyncFixture.record("users", 1));
      return 0;
    });
    sync.destination(io -> {
      while (io.line() != null) {}
      for (int i = 0; i < 2_000; i++) {
        io.complain("line of a long trace " + i);
      }
      io.complain("the disk is full");
      return 1;
    });

    var reason = reasons(sync.run()).getFirst();

    assertThat(reason.message()).isEqualTo("the destination ended with exit status 1");
    assertThat(reason.detail()).endsWith("the disk is full");
  }

  @Test
  void endsASourceThatIsSilentForTooLongAndKeepsWhatItWrote() throws Exception {
    sync.silence(Duration.ofMillis(300), Duration.ofHours(1));
    aSourceThatHangsBehindAState();
    sync.destination(SyncFixture.echo());

    var outcome = sync.run();

    assertThat(reasons(outcome)).hasSize(1);
    assertThat(reasons(outcome).getFirst().origin()).isEqualTo(FailureOrigin.SOURCE);
    assertThat(reasons(outcome).getFirst().message())
        .contains("wrote no record and no state for 300 ms");
    assertThat(sync.committedStates()).containsExactly(SyncFixture.stateJson("users", 1));
  }

  @Test
  void endsADestinationThatTakesNothingForTooLong() throws Exception {
    sync.silence(Duration.ofSeconds(2), Duration.ofSeconds(3));
    sync.source(io -> {
      for (int id = 1; id <= 100_000; id++) {
        io.emit(SyncFixture.record("users", id));
      }
      return 0;
    });
    sync.destination(io -> {
      io.line();
      new CountDownLatch(1).await();
      return 0;
    });

    var outcome = sync.run();

    assertThat(reasons(outcome)).hasSize(1);
    assertThat(reasons(outcome).getFirst().origin()).isEqualTo(FailureOrigin.DESTINATION);
    assertThat(reasons(outcome).getFirst().message())
        .contains("took nothing of what it was sent for 3 s");
  }

  @Test
  void showsWhatADestinationReturnedNoStateFor() throws Exception {
    sync.source(io -> {
      io.emit(SyncFixture.record("users", 1));
      io.emit(SyncFixture.state("users", 1));
      return 0;
    });
    sync.destination(io -> {
      while (io.line() != null) {}
      return 0;
    });

    assertThat(sync.run().report().differences())
        .containsExactly(
            "the destination ended well, but returned no state for the last records of stream users:"
                + " 1");
  }

  @Test
  void doesNotBlameADestinationForWhatACancelLeftUncommitted() throws Exception {
    sync.source(io -> {
      io.emit(SyncFixture.record("users", 1));
      new CountDownLatch(1).await();
      return 0;
    });
    sync.destination(io -> {
      io.line();
      sync.replication().cancel();
      while (io.line() != null) {}
      return 0;
    });

    var outcome = sync.run();

    assertThat(outcome).isInstanceOf(Cancelled.class);
    assertThat(outcome.report().emitted().records()).isEqualTo(1);
    assertThat(outcome.report().differences()).isEmpty();
  }

  @Test
  void commitsWhatADestinationStoresOnceACancelHasEndedItsInput() throws Exception {
    aSourceThatHangsBehindAState();
    sync.destination(io -> {
      io.line();
      var state = Objects.requireNonNull(io.line());
      sync.replication().cancel();
      while (io.line() != null) {}
      io.emit(state);
      return 0;
    });

    var outcome = sync.run();

    assertThat(outcome).isInstanceOf(Cancelled.class);
    assertThat(outcome.report().committed().records()).isEqualTo(1);
    assertThat(sync.committedStates()).containsExactly(SyncFixture.stateJson("users", 1));
  }

  /** It has no refreshes: at an end of its input it would replace all by the half that it has. */
  @Test
  void killsADestinationThatOverwritesWhereTheSyncIsCancelled() throws Exception {
    var endOfInput = new AtomicBoolean();
    sync.overwrites();
    aSourceThatHangsBehindAState();
    sync.destination(io -> {
      io.line();
      sync.replication().cancel();
      while (io.line() != null) {}
      endOfInput.set(true);
      return 0;
    });

    var outcome = sync.run();

    assertThat(outcome).isInstanceOf(Cancelled.class);
    assertThat(endOfInput).isFalse();
    assertThat(sync.committedStates()).isEmpty();
  }

  private void aSourceThatHangsBehindAState() {
    sync.source(io -> {
      io.emit(SyncFixture.record("users", 1));
      io.emit(SyncFixture.state("users", 1));
      new CountDownLatch(1).await();
      return 0;
    });
  }

  private static List<FailureReason> reasons(ReplicationOutcome outcome) {
    assertThat(outcome).isInstanceOf(Failed.class);
    return ((Failed) outcome).reasons();
  }
}
