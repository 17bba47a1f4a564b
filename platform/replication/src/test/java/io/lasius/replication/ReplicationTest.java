package io.lasius.replication;

import static org.assertj.core.api.Assertions.assertThat;

import io.lasius.protocol.catalog.StreamDescriptor;
import io.lasius.protocol.message.FailureType;
import io.lasius.replication.ReplicationOutcome.Cancelled;
import io.lasius.replication.ReplicationOutcome.Failed;
import io.lasius.replication.ReplicationOutcome.Succeeded;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class ReplicationTest {
  private final SyncFixture sync = new SyncFixture();

  @AfterEach
  void leavesNoConnectorRunning() {
    assertThat(sync.connectorsStillRunning()).isZero();
  }

  @Test
  void carriesRecordsAsTheBytesThatCameInAndCommitsWhatReturns() throws Exception {
    String odd =
        "{ \"record\":{\"data\":{\"a\":37.00,\"b\":12345678901234567890.123},"
            + "\"emitted_at\":1,\"stream\":\"users\"} ,\"type\":\"RECORD\"}";
    String empty =
        "{\"type\":\"RECORD\",\"record\":{\"stream\":\"users\",\"data\":{},\"emitted_at\":1}}";
    sync.source(io -> {
      io.emit(odd);
      io.emit(empty);
      io.emit(SyncFixture.record("users", 2));
      io.emit(SyncFixture.state("users", 2));
      return 0;
    });
    sync.destination(SyncFixture.echo());

    var outcome = sync.run();

    assertThat(outcome).isInstanceOf(Succeeded.class);
    assertThat(sync.received()).contains(odd, empty, SyncFixture.record("users", 2));
    assertThat(sync.committedStates()).containsExactly(SyncFixture.stateJson("users", 2));
    var users = outcome.report().streams().getFirst();
    assertThat(users.emitted().records()).isEqualTo(3);
    assertThat(users.committed()).isEqualTo(users.emitted());
  }

  @Test
  void asksForAReportOfAStreamThatHasNoStateAndNeverResumesFromIt() throws Exception {
    sync.source(io -> {
      io.emit(SyncFixture.record("users", 1));
      return 0;
    });
    sync.destination(SyncFixture.echo());

    var outcome = sync.run();

    assertThat(outcome).isInstanceOf(Succeeded.class);
    assertThat(sync.committedStates()).isEmpty();
    assertThat(outcome.report().committed().records()).isEqualTo(1);
  }

  @Test
  void tellsADestinationWithRefreshSupportWhichStreamsAreComplete() throws Exception {
    sync.supportsRefreshes();
    sync.source(io -> {
      io.emit(SyncFixture.state("users", 1));
      return 0;
    });
    sync.destination(SyncFixture.echo());

    sync.run();

    assertThat(sync.received()).anyMatch(line -> line.contains("\"COMPLETE\""));
  }

  @Test
  void sendsNoCompleteAfterTheSourceFailed() throws Exception {
    sync.supportsRefreshes();
    sync.source(io -> {
      io.emit(SyncFixture.record("users", 1));
      io.emit(SyncFixture.state("users", 1));
      io.complain("Traceback: it broke");
      return 1;
    });
    sync.destination(SyncFixture.echo());

    var outcome = sync.run();

    assertThat(sync.received()).noneMatch(line -> line.contains("\"COMPLETE\""));
    assertThat(outcome)
        .isInstanceOfSatisfying(
            Failed.class,
            failed -> {
              assertThat(failed.first().origin()).isEqualTo(FailureOrigin.SOURCE);
              assertThat(failed.first().message()).contains("exit status 1");
              assertThat(failed.first().detail()).contains("Traceback: it broke");
            });
    assertThat(sync.committedStates()).containsExactly(SyncFixture.stateJson("users", 1));
  }

  @Test
  void takesTheSourcesOwnWordsAsTheReason() throws Exception {
    sync.source(io -> {
      io.emit(
          "{\"type\":\"TRACE\",\"trace\":{\"type\":\"ERROR\",\"emitted_at\":1,\"error\":"
              + "{\"message\":\"the password is wrong\",\"failure_type\":\"config_error\"}}}");
      return 1;
    });
    sync.destination(SyncFixture.echo());

    assertThat(sync.run())
        .isInstanceOfSatisfying(
            Failed.class,
            failed -> {
              assertThat(failed.first().message()).isEqualTo("the password is wrong");
              assertThat(failed.first().type()).isEqualTo(FailureType.CONFIG_ERROR);
            });
  }

  /** As sources in Python do, which then say no more than that something went wrong. */
  @Test
  void namesTheStreamThatASourceFailedWithWhereItsWordsDoNot() throws Exception {
    sync.source(io -> {
      io.emit(
          "{\"type\":\"TRACE\",\"trace\":{\"type\":\"ERROR\",\"emitted_at\":1,\"error\":"
              + "{\"message\":\"it broke\",\"stream_descriptor\":{\"name\":\"users\"}}}}");
      return 1;
    });
    sync.destination(SyncFixture.echo());
    var began = Instant.now().truncatedTo(ChronoUnit.MILLIS);

    assertThat(sync.run())
        .isInstanceOfSatisfying(
            Failed.class,
            failed -> {
              assertThat(failed.first().message()).isEqualTo("stream users: it broke");
              assertThat(failed.first().stream()).isEqualTo(StreamDescriptor.of("users"));
              assertThat(failed.first().time()).isBetween(began, Instant.now());
            });
  }

  @Test
  void tellsTheStreamOfADestinationsErrorByTheSourcesName() throws Exception {
    sync.prefix("raw_");
    sync.source(_ -> 0);
    sync.destination(io -> {
      io.emit(
          "{\"type\":\"TRACE\",\"trace\":{\"type\":\"ERROR\",\"emitted_at\":1,\"error\":"
              + "{\"message\":\"it is full\",\"stream_descriptor\":{\"name\":\"raw_users\"}}}}");
      return 1;
    });

    assertThat(sync.run())
        .isInstanceOfSatisfying(
            Failed.class,
            failed -> {
              assertThat(failed.first().message()).isEqualTo("stream raw_users: it is full");
              assertThat(failed.first().stream()).isEqualTo(StreamDescriptor.of("users"));
            });
  }

  @Test
  void killsADestinationThatWouldReplaceItsDataByHalfOfTheNew() throws Exception {
    var killed = new CountDownLatch(1);
    sync.overwrites();
    sync.source(io -> {
      io.emit(SyncFixture.record("users", 1));
      return 1;
    });
    sync.destination(io -> {
      try {
        while (io.line() != null) {}
      } catch (java.io.IOException e) {
        killed.countDown();
        throw e;
      }
      return 0;
    });

    var outcome = sync.run();

    assertThat(outcome).isInstanceOf(Failed.class);
    assertThat(killed.getCount()).as("saw no end of input").isZero();
  }

  @Test
  void commitsNothingBehindAnUndeliveredRecordAndFails() throws Exception {
    sync.source(io -> {
      io.emit(SyncFixture.record("users", 1));
      io.emit(SyncFixture.state("users", 1));
      io.emit("{\"type\":\"RECORD\",\"record\":{\"stream\":\"users\",\"data\":{\"id\":2");
      io.emit(SyncFixture.record("users", 3));
      io.emit(SyncFixture.state("users", 3));
      return 0;
    });
    sync.destination(SyncFixture.echo());

    var outcome = sync.run();

    assertThat(outcome).isInstanceOf(Failed.class);
    assertThat(outcome.report().unattributed()).isEqualTo(1);
    assertThat(sync.committedStates()).containsExactly(SyncFixture.stateJson("users", 1));
  }

  @Test
  void countsRecordsOfAStreamThatIsNotConfiguredAndFails() throws Exception {
    sync.source(io -> {
      io.emit(SyncFixture.record("strangers", 1));
      io.emit(SyncFixture.state("users", 1));
      return 0;
    });
    sync.destination(SyncFixture.echo());

    var outcome = sync.run();

    assertThat(outcome).isInstanceOf(Failed.class);
    assertThat(outcome.report().unconfigured()).isEqualTo(1);
    assertThat(sync.received()).noneMatch(line -> line.contains("strangers"));
    assertThat(sync.committedStates()).hasSize(1);
  }

  @Test
  void failsWhenTheDestinationEndsBeforeItsInput() throws Exception {
    var never = new CountDownLatch(1);
    sync.source(io -> {
      io.emit(SyncFixture.record("users", 1));
      never.await();
      return 0;
    });
    sync.destination(io -> {
      io.line();
      return 3;
    });

    assertThat(sync.run())
        .isInstanceOfSatisfying(
            Failed.class,
            failed -> {
              assertThat(failed.first().origin()).isEqualTo(FailureOrigin.DESTINATION);
              assertThat(failed.first().message())
                  .contains("exit status 3", "before the end of its input");
            });
  }

  @Test
  void failsWhenAStreamEndedIncompleteThoughTheSourceExitedWell() throws Exception {
    sync.source(io -> {
      io.emit(
          "{\"type\":\"TRACE\",\"trace\":{\"type\":\"STREAM_STATUS\",\"emitted_at\":1,"
              + "\"stream_status\":{\"stream_descriptor\":{\"name\":\"users\"},"
              + "\"status\":\"INCOMPLETE\"}}}");
      return 0;
    });
    sync.destination(SyncFixture.echo());

    assertThat(sync.run())
        .isInstanceOfSatisfying(
            Failed.class, failed -> assertThat(failed.first().message()).contains("users"));
  }

  @Test
  void showsWhereCountsDiffer() throws Exception {
    sync.source(io -> {
      io.emit(SyncFixture.record("users", 1));
      io.emit(
          "{\"type\":\"STATE\",\"state\":{\"type\":\"STREAM\",\"stream\":"
              + "{\"stream_descriptor\":{\"name\":\"users\"},\"stream_state\":{\"at\":1}},"
              + "\"sourceStats\":{\"recordCount\":2.0}}}");
      return 0;
    });
    sync.destination(SyncFixture.echo());

    var report = sync.run().report();

    assertThat(report.differences()).hasSize(1);
    assertThat(report.differences().getFirst())
        .contains("the source counted 2 records of stream users", "but it wrote 1");
    assertThat(report.streams().getFirst().bySource().said()).isEqualTo(2);
  }

  @Test
  void leavesNothingRunningWhenCancelled() throws Exception {
    var reading = new CountDownLatch(1);
    var never = new CountDownLatch(1);
    sync.source(io -> {
      io.emit(SyncFixture.record("users", 1));
      io.emit(SyncFixture.state("users", 1));
      reading.countDown();
      never.await();
      return 0;
    });
    sync.destination(SyncFixture.echo());
    var outcome = new AtomicReference<ReplicationOutcome>();
    var running = Thread.ofVirtual().start(() -> outcome.set(sync.runUnchecked()));
    reading.await();

    sync.replication().cancel();
    running.join();

    assertThat(outcome.get()).isInstanceOf(Cancelled.class);
  }

  @Test
  void failsWhenWhatReturnedCannotBeCommitted() throws Exception {
    sync.commitsFail();
    var never = new CountDownLatch(1);
    sync.source(io -> {
      io.emit(SyncFixture.record("users", 1));
      io.emit(SyncFixture.state("users", 1));
      never.await();
      return 0;
    });
    sync.destination(SyncFixture.echo());

    var outcome = sync.run();

    assertThat(outcome)
        .isInstanceOfSatisfying(
            Failed.class,
            failed -> assertThat(failed.first().origin()).isEqualTo(FailureOrigin.PERSISTENCE));
    assertThat(outcome.report().committed().records()).isZero();
  }

  @Test
  void putsStreamsUnderTheDestinationsNamesAndStatesBackUnderTheSources() throws Exception {
    sync.prefix("raw_");
    sync.source(io -> {
      io.emit(SyncFixture.record("users", 1));
      io.emit(SyncFixture.state("users", 1));
      return 0;
    });
    sync.destination(SyncFixture.echo());

    var outcome = sync.run();

    assertThat(sync.received().getFirst()).contains("\"stream\":\"raw_users\"");
    assertThat(sync.received().get(1)).contains("{\"name\":\"raw_users\"");
    assertThat(sync.committedStates()).containsExactly(SyncFixture.stateJson("users", 1));
    assertThat(outcome.report().committed().records()).isEqualTo(1);
  }
}
