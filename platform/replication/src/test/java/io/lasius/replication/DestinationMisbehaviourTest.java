package io.lasius.replication;

import static org.assertj.core.api.Assertions.assertThat;

import io.lasius.replication.ReplicationOutcome.Failed;
import io.lasius.replication.ReplicationOutcome.Succeeded;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What a sync makes of a destination that does what it should not: 5,000 records of 1 KB, more than
 * pipes hold, and a state every 500.
 */
@Timeout(60)
final class DestinationMisbehaviourTest {
  private static final String STREAM = "numbers_1";
  private static final int RECORDS = 5_000;

  @TempDir private Path folder = Path.of("");
  private FaultSync sync = new FaultSync(folder, 1, new InProcessLauncher(folder));

  @BeforeEach
  void aConnection() {
    sync = new FaultSync(folder, 1, new InProcessLauncher(folder));
    sync.source().put("records", RECORDS).put("records_per_state", 500).put("filling", 900);
  }

  @AfterEach
  void leavesNothing() throws Exception {
    sync.assertNothingIsLeft();
  }

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "exit | before_state | 2000 | the destination ended with exit status 7 before the end of its input",
        "exit | after_state | 2500 | the destination ended with exit status 7 before the end of its input",
        "torn_line | before_state | 2000 | the destination ended with exit status 7 before the end of its input",
        "error | before_state | 2000 | the fault that was asked for"
      })
  void commitsWhatWasReturnedBeforeADestinationBrokeAndResumes(
      String action, String point, int committed, String message) throws Exception {
    FaultSync.fault(
        sync.destination(),
        ("{\"action\": \"%s\", \"point\": \"%s\", \"number\": 5, \"exit_status\": 7,"
                + " \"started_by\": 1}")
            .formatted(action, point));

    var broken = sync.attempt();
    int resumedFrom = sync.committedUpTo(STREAM);
    sync.succeed(2);

    assertThat(broken)
        .isInstanceOfSatisfying(
            Failed.class,
            failed -> {
              assertThat(failed.reasons()).hasSize(1);
              assertThat(failed.first().origin()).isEqualTo(FailureOrigin.DESTINATION);
              assertThat(failed.first().message()).isEqualTo(message);
            });
    assertThat(resumedFrom).isEqualTo(committed);
    assertThat(broken.report().committed().records()).isEqualTo(committed);
    assertWholeFrom(resumedFrom);
  }

  @Test
  void failsWhereADestinationExitsWellBeforeTheEndOfItsInput() throws Exception {
    FaultSync.fault(
        sync.destination(),
        "{\"action\": \"exit\", \"number\": 1200, \"exit_status\": 0, \"attempts\": 1}");

    var broken = sync.attempt();
    int resumedFrom = sync.committedUpTo(STREAM);
    sync.succeed(2);

    assertThat(broken)
        .isInstanceOfSatisfying(
            Failed.class,
            failed ->
                assertThat(failed.first().message())
                    .isEqualTo(
                        "the destination ended with exit status 0 before the end of its input"));
    assertThat(resumedFrom).isLessThanOrEqualTo(1000);
    assertWholeFrom(resumedFrom);
  }

  @Test
  void failsWhereADestinationReadsNoMore() throws Exception {
    sync.limits(Duration.ofMinutes(1), Duration.ofMinutes(1), Duration.ofSeconds(3));
    FaultSync.fault(
        sync.destination(), "{\"action\": \"hang\", \"number\": 1200, \"attempts\": 1}");

    var broken = sync.attempt();
    int resumedFrom = sync.committedUpTo(STREAM);
    sync.limits(Duration.ofMinutes(1), Duration.ofMinutes(1), Duration.ofMinutes(1));
    sync.succeed(2);

    assertThat(broken)
        .isInstanceOfSatisfying(
            Failed.class,
            failed -> {
              assertThat(failed.reasons()).hasSize(1);
              assertThat(failed.first().origin()).isEqualTo(FailureOrigin.DESTINATION);
              assertThat(failed.first().message())
                  .contains("took nothing of what it was sent for 3 s");
            });
    assertThat(resumedFrom).isLessThanOrEqualTo(1000);
    assertWholeFrom(resumedFrom);
  }

  @Test
  void failsWhereADestinationDoesNotEndAfterItsInput() throws Exception {
    sync.limits(Duration.ofSeconds(3), Duration.ofMinutes(1), Duration.ofMinutes(1));
    FaultSync.fault(sync.destination(), "{\"action\": \"hang\", \"point\": \"end\"}");

    var outcome = sync.attempt();

    assertThat(outcome)
        .isInstanceOfSatisfying(
            Failed.class,
            failed -> {
              assertThat(failed.reasons()).hasSize(1);
              assertThat(failed.first().message())
                  .contains("did not end within 3 s after the end of its input");
            });
    assertThat(outcome.report().committed().records()).isEqualTo(RECORDS);
    assertThat(sync.committedUpTo(STREAM)).isEqualTo(RECORDS);
  }

  @Test
  void keepsWhatWasCommittedWhereADestinationEndsBadlyAfterItsLastState() throws Exception {
    sync.destination().put("states", "late");
    FaultSync.fault(
        sync.destination(),
        "{\"action\": \"exit\", \"point\": \"end\", \"exit_status\": 9, \"attempts\": 1}");

    var broken = sync.attempt();
    var next = sync.succeed(2);

    assertThat(broken)
        .isInstanceOfSatisfying(
            Failed.class,
            failed ->
                assertThat(failed.first().message())
                    .isEqualTo("the destination ended with exit status 9"));
    assertThat(broken.report().committed().records()).isEqualTo(RECORDS);
    assertThat(next.report().emitted().records()).isZero();
    assertWholeFrom(RECORDS);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "faithful, 5000, 0",
    "twice, 5000, 0",
    "late, 5000, 0",
    "rewritten, 5000, 0",
    "unwrapped, 5000, 0",
    "miscounted, 5000, 10",
    "never, 0, 1",
    "stranger, 0, 11"
  })
  void commitsWhatIsReturnedInWhateverForm(String states, int committed, int differences)
      throws Exception {
    sync.destination().put("states", states);

    var outcome = sync.attempt();

    assertThat(outcome).isInstanceOf(Succeeded.class);
    assertThat(outcome.report().emitted().records()).isEqualTo(RECORDS);
    assertThat(outcome.report().committed().records()).isEqualTo(committed);
    assertThat(sync.committedUpTo(STREAM)).isEqualTo(committed);
    assertThat(sync.state(STREAM) == null ? "" : sync.state(STREAM))
        .as("the source's own form")
        .contains(committed == 0 ? "" : "\"sourceStats\":{\"recordCount\":500.0}");
    assertThat(outcome.report().differences()).hasSize(differences);
    assertWholeFrom(RECORDS);
  }

  @Test
  void readsAgainWhatADestinationReturnedNoStateFor() throws Exception {
    sync.destination().put("states", "never");

    sync.attempt();
    var second = sync.attempt();

    assertThat(second.report().emitted().records()).isEqualTo(RECORDS);
    assertThat(second.report().differences()).singleElement().asString().endsWith(": 5000");
  }

  private void assertWholeFrom(int resumedFrom) throws Exception {
    var copies = sync.copies(STREAM);
    assertThat(copies).hasSize(RECORDS);
    copies.forEach((id, times) ->
        assertThat(times).as("copies of %d", id).isBetween(1, id <= resumedFrom ? 1 : 2));
  }
}
