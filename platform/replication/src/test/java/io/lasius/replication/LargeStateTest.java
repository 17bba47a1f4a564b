package io.lasius.replication;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A state near the limit of a line. */
@Timeout(120)
final class LargeStateTest {
  /** A source of files keeps a member for each. */
  private static final int MEMBERS = 520_000;

  private static final String FOLDER = "/data/exports/".repeat(6);

  private final SyncFixture sync = new SyncFixture();

  @Test
  void commitsAStateOfFiftyMegabytesByteForByte() throws Exception {
    String payload = payload();
    assertThat(payload.length()).isGreaterThan(50_000_000);
    sync.source(io -> {
      io.emit(SyncFixture.record("users", 1));
      io.emit("{\"type\":\"STATE\",\"state\":" + payload + "}");
      return 0;
    });
    sync.destination(SyncFixture.echo());

    var outcome = sync.run();

    assertThat(outcome).isInstanceOf(ReplicationOutcome.Succeeded.class);
    assertThat(sync.committedStates()).hasSize(1);
    assertThat(sync.committedStates().getFirst().equals(payload)).isTrue();
    assertThat(outcome.report().committed().records()).isEqualTo(1);
  }

  private static String payload() {
    var text = new StringBuilder(60_000_000);
    text.append(
        "{\"type\":\"STREAM\",\"stream\":{\"stream_descriptor\":{\"name\":\"users\"},\"stream_state\":{\"a\":37.00");
    for (int member = 0; member < MEMBERS; member++) {
      text.append(",\"").append(FOLDER).append(member).append("\":").append(member);
    }
    return text.append("}}}").toString();
  }
}
