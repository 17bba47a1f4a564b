package io.lasius.replication;

import static org.assertj.core.api.Assertions.assertThat;

import io.lasius.replication.ReplicationOutcome.Failed;
import io.lasius.replication.ReplicationOutcome.Succeeded;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A sync that reads nothing, since the data is to go. */
@Timeout(30)
final class NoSourceTest {
  private final SyncFixture sync = new SyncFixture();

  @BeforeEach
  void readNothing() {
    sync.sourceDoesNotStart();
    sync.readsNothing();
  }

  @AfterEach
  void leavesNoConnectorRunning() {
    assertThat(sync.connectorsStillRunning()).isZero();
  }

  @Test
  void sendsEachStreamANullStateThatIsNeverResumedFrom() throws Exception {
    sync.destination(SyncFixture.echo());

    var outcome = sync.run();

    assertThat(outcome).isInstanceOf(Succeeded.class);
    assertThat(sync.received())
        .containsExactly(
            "{\"type\":\"STATE\",\"state\":{\"id\":1,\"type\":\"STREAM\",\"stream\":"
                + "{\"stream_descriptor\":{\"name\":\"users\"},\"stream_state\":null}}}");
    assertThat(sync.committedStates()).isEmpty();
    assertThat(outcome.report().emitted()).isEqualTo(StreamCounts.NONE);
  }

  @Test
  void tellsADestinationWithRefreshSupportThatEachStreamIsComplete() throws Exception {
    sync.supportsRefreshes();
    sync.destination(SyncFixture.echo());

    assertThat(sync.run()).isInstanceOf(Succeeded.class);

    assertThat(sync.received()).hasSize(2);
    assertThat(sync.received().getLast()).contains("STREAM_STATUS", "\"COMPLETE\"", "users");
  }

  @Test
  void endsTheInputOfADestinationThatOverwrites() throws Exception {
    sync.overwrites();
    sync.destination(SyncFixture.echo());

    assertThat(sync.run()).isInstanceOf(Succeeded.class);
  }

  @Test
  void failsWithTheDestination() throws Exception {
    sync.destination(io -> 1);

    assertThat(sync.run())
        .isInstanceOfSatisfying(
            Failed.class,
            failed -> assertThat(failed.first().origin()).isEqualTo(FailureOrigin.DESTINATION));
  }
}
