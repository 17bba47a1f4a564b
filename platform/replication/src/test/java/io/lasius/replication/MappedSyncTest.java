package io.lasius.replication;

import static org.assertj.core.api.Assertions.assertThat;

import io.lasius.protocol.message.FailureType;
import io.lasius.replication.ReplicationOutcome.Failed;
import io.lasius.replication.ReplicationOutcome.Succeeded;
import io.lasius.replication.mapper.FilterRows;
import io.lasius.replication.mapper.RenameField;
import io.lasius.replication.mapper.RowCondition;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class MappedSyncTest {
  private final SyncFixture sync = new SyncFixture();

  @AfterEach
  void leavesNoConnectorRunning() {
    assertThat(sync.connectorsStillRunning()).isZero();
  }

  @Test
  void filteredRecordsAreInTheSourcesCountAndNotInTheDestinations() throws Exception {
    sync.prefix("raw_");
    sync.mappers(
        new FilterRows(new RowCondition.Greater("id", "1")), new RenameField("id", "number"));
    sync.source(io -> {
      for (int id = 1; id <= 3; id++) {
        io.emit(SyncFixture.record("users", id));
      }
      io.emit(
          SyncFixture.state("users", 3)
              .replaceFirst("}$", "")
              .replaceFirst("}$", ",\"sourceStats\":{\"recordCount\":3.0}}}"));
      return 0;
    });
    sync.destination(io -> {
      for (String line = io.line(); line != null; line = io.line()) {
        if (line.contains("\"STATE\"")) {
          io.emit(
              line.replace(
                  "\"sourceStats\"", "\"destinationStats\":{\"recordCount\":2.0},\"sourceStats\""));
        }
      }
      return 0;
    });

    var outcome = sync.run();

    assertThat(outcome).isInstanceOf(Succeeded.class);
    assertThat(sync.received())
        .startsWith(
            "{\"type\":\"RECORD\",\"record\":{\"stream\":\"raw_users\",\"data\":{\"number\":2},\"emitted_at\":1}}",
            "{\"type\":\"RECORD\",\"record\":{\"stream\":\"raw_users\",\"data\":{\"number\":3},\"emitted_at\":1}}");
    var users = outcome.report().streams().getFirst();
    assertThat(users.emitted().records()).isEqualTo(3);
    assertThat(users.filtered())
        .isEqualTo(new StreamCounts(1, SyncFixture.record("users", 1).length()));
    assertThat(users.sent().records()).isEqualTo(2);
    assertThat(users.committed()).isEqualTo(users.sent());
    assertThat(outcome.report().verdict().kind()).isEqualTo(Verdict.Kind.VERIFIED);
  }

  @Test
  void aGlobalStateGoesOutUnderTheMappedNamesAndIsCommittedUnderTheSourcesOwn() throws Exception {
    String global =
        "{\"type\":\"GLOBAL\",\"global\":{\"shared_state\":{\"lsn\":37.00},\"stream_states\":[{\"stream_descriptor\":{\"name\":\"users\"},\"stream_state\":{\"at\":1}}]}}";
    sync.prefix("raw_");
    sync.supportsRefreshes();
    sync.source(io -> {
      io.emit(SyncFixture.record("users", 1));
      io.emit("{\"type\":\"STATE\",\"state\":" + global + "}");
      io.emit(
          "{\"type\":\"TRACE\",\"trace\":{\"type\":\"STREAM_STATUS\",\"emitted_at\":1,\"stream_status\":{\"stream_descriptor\":{\"name\":\"users\"},\"status\":\"COMPLETE\"}}}");
      return 0;
    });
    sync.destination(SyncFixture.echo());

    var outcome = sync.run();

    assertThat(outcome).isInstanceOf(Succeeded.class);
    assertThat(sync.received()).hasSize(3).allMatch(line -> line.contains("\"raw_users\""));
    assertThat(sync.received().get(1))
        .contains("{\"lsn\":37.00}", "\"stream_descriptor\":{\"name\":\"raw_users\"");
    assertThat(sync.received().getLast()).contains("\"status\":\"COMPLETE\"");
    assertThat(sync.committedStates()).containsExactly(global);
    assertThat(outcome.report().committed().records()).isEqualTo(1);
  }

  @Test
  void aRecordThatCannotBeMappedIsNotSentAndStopsTheSyncAtOnce() throws Exception {
    var never = new CountDownLatch(1);
    sync.mappers(new RenameField("id", "key"));
    sync.source(io -> {
      io.emit(SyncFixture.record("users", 1));
      io.emit(SyncFixture.record("users", 2).replace("{\"id\"", "{\"key\":\"secret\",\"id\""));
      io.emit(SyncFixture.record("users", 3));
      io.emit(SyncFixture.state("users", 3));
      never.await();
      return 0;
    });
    sync.destination(SyncFixture.echo());

    var outcome = sync.run();

    assertThat(outcome)
        .isInstanceOfSatisfying(
            Failed.class,
            failed -> {
              assertThat(failed.first().type()).isEqualTo(FailureType.CONFIG_ERROR);
              assertThat(failed.first().message())
                  .contains("line 2", "stream users", "'key'")
                  .doesNotContain("secret");
            });
    assertThat(sync.received())
        .containsExactly(SyncFixture.record("users", 1).replace("id", "key"));
    assertThat(sync.committedStates()).isEmpty();
    var users = outcome.report().streams().getFirst();
    assertThat(users.undelivered()).isEqualTo(1);
    assertThat(users.rejected().get(Rejection.UNMAPPED)).isNotNull();
  }
}
