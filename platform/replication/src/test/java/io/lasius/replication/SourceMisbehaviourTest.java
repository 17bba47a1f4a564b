package io.lasius.replication;

import static org.assertj.core.api.Assertions.assertThat;

import io.lasius.protocol.message.FailureType;
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

/** What a sync makes of a source that does what it should not: 1,000 records, a state every 100. */
@Timeout(60)
final class SourceMisbehaviourTest {
  private static final String STREAM = "numbers_1";

  @TempDir private Path folder = Path.of("");
  private FaultSync sync = new FaultSync(folder, 1, new InProcessLauncher(folder));

  @BeforeEach
  void aConnection() {
    sync = new FaultSync(folder, 1, new InProcessLauncher(folder));
  }

  @AfterEach
  void leavesNothing() throws Exception {
    sync.assertNothingIsLeft();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "exit | SYSTEM_ERROR | the source ended with exit status 7",
        "torn_line | SYSTEM_ERROR | the source ended with exit status 7, in the middle of line 456 of its output",
        "error | CONFIG_ERROR | the fault that was asked for",
        "hang | TRANSIENT_ERROR | the source wrote no record and no state for 3 s, which is the limit"
      })
  void keepsWhatCameBeforeASourceBrokeAndResumes(String action, FailureType type, String message)
      throws Exception {
    if (action.equals("hang")) {
      sync.limits(Duration.ofMinutes(1), Duration.ofSeconds(3), Duration.ofMinutes(1));
    }
    FaultSync.fault(
        sync.source(),
        ("{\"action\": \"%s\", \"number\": 450, \"exit_status\": 7, \"started_by\": 1,"
                + " \"failure_type\": \"config_error\"}")
            .formatted(action));

    var broken = sync.attempt();
    var report = broken.report().streams().getFirst();
    int resumedFrom = sync.committedUpTo(STREAM);
    sync.succeed(2);

    assertThat(broken)
        .isInstanceOfSatisfying(
            Failed.class,
            failed -> {
              assertThat(failed.reasons()).hasSize(1);
              assertThat(failed.first().origin()).isEqualTo(FailureOrigin.SOURCE);
              assertThat(failed.first().type()).isEqualTo(type);
              assertThat(failed.first().message()).isEqualTo(message);
            });
    assertThat(report.emitted().records()).isEqualTo(449);
    assertThat(report.committed().records()).isEqualTo(400);
    assertThat(report.undelivered()).isZero();
    assertThat(resumedFrom).isEqualTo(400);
    var copies = sync.copies(STREAM);
    assertThat(copies).hasSize(1000);
    copies.forEach((id, times) ->
        assertThat(times).as("copies of %d", id).isEqualTo(id > 400 && id < 450 ? 2 : 1));
  }

  @Test
  void doubtsASourceThatEndsWellAndDoesNotSayThatItReadAll() throws Exception {
    FaultSync.fault(sync.source(), "{\"action\": \"exit\", \"number\": 450, \"exit_status\": 0}");

    var outcome = sync.attempt();

    assertThat(outcome).isInstanceOf(Succeeded.class);
    assertThat(outcome.report().verdict().kind()).isEqualTo(Verdict.Kind.UNVERIFIED);
    assertThat(outcome.report().verdict().reasons())
        .anyMatch(reason ->
            reason.equals(
                "the source began stream numbers_1, and did not say that it read it to its end"));
    assertThat(sync.committedUpTo(STREAM)).isEqualTo(400);
  }

  @Test
  void doubtsASourceThatTellsAnErrorAndEndsWell() throws Exception {
    FaultSync.fault(sync.source(), "{\"action\": \"error\", \"number\": 450, \"exit_status\": 0}");

    var outcome = sync.attempt();

    assertThat(outcome).isInstanceOf(Succeeded.class);
    assertThat(outcome.report().verdict().reasons())
        .contains("the source told an error, which its log has");
  }

  @Test
  void putsTheLastWordsOfASourceIntoTheDetail() throws Exception {
    FaultSync.fault(sync.source(), "{\"action\": \"exit\", \"number\": 5}");

    assertThat(sync.attempt())
        .isInstanceOfSatisfying(
            Failed.class, failed -> assertThat(failed.first().detail()).isEqualTo("fault: EXIT"));
  }

  @Test
  void takesGarbageForLogLines() throws Exception {
    FaultSync.fault(sync.source(), "{\"action\": \"garbage\", \"number\": 450, \"times\": 50}");

    var outcome = sync.attempt();

    assertThat(outcome).isInstanceOf(Succeeded.class);
    assertThat(outcome.report().committed().records()).isEqualTo(1000);
    assertThat(sync.logged()).filteredOn(text -> text.startsWith("garbage")).hasSize(50);
    assertThat(sync.copies(STREAM)).hasSize(1000);
  }

  @Test
  void commitsNothingOfAStreamBehindItsUndeliverableRecords() throws Exception {
    FaultSync.fault(
        sync.source(),
        "{\"action\": \"undeliverable\", \"number\": 450, \"times\": 300, \"attempts\": 1}");

    var broken = sync.attempt();
    var report = broken.report().streams().getFirst();
    int resumedFrom = sync.committedUpTo(STREAM);
    sync.succeed(2);

    assertThat(broken)
        .isInstanceOfSatisfying(
            Failed.class,
            failed -> {
              assertThat(failed.reasons()).hasSize(1);
              assertThat(failed.first().message())
                  .startsWith("300 lines of the source look like records")
                  .contains("the record has no data object");
            });
    assertThat(report.emitted().records()).isEqualTo(1000);
    assertThat(report.sent().records()).isEqualTo(700);
    assertThat(report.undelivered()).isEqualTo(300);
    assertThat(report.rejected()).containsOnlyKeys(Rejection.UNREADABLE);
    assertThat(report.committed().records()).isEqualTo(400);
    assertThat(resumedFrom).isEqualTo(400);
    assertThat(sync.copies(STREAM)).hasSize(1000);
  }

  @Test
  void commitsNothingOfAnyStreamBehindALineThatTellsNoStream() throws Exception {
    sync = new FaultSync(folder, 2, new InProcessLauncher(folder));
    FaultSync.fault(
        sync.source(), "{\"action\": \"broken_line\", \"number\": 450, \"attempts\": 1}");

    var broken = sync.attempt();
    int first = sync.committedUpTo(STREAM);
    int second = sync.committedUpTo("numbers_2");
    sync.succeed(2);

    assertThat(broken).isInstanceOf(Failed.class);
    assertThat(broken.report().unattributed()).isEqualTo(2);
    assertThat(first).isEqualTo(400);
    assertThat(second).isZero();
    assertThat(sync.copies(STREAM)).hasSize(1000);
    assertThat(sync.copies("numbers_2")).hasSize(1000);
  }

  @Test
  void failsWhereTheSourceEndsBadlyAfterItsLastState() throws Exception {
    FaultSync.fault(
        sync.source(), "{\"action\": \"exit\", \"point\": \"end\", \"exit_status\": 9}");

    var outcome = sync.attempt();

    assertThat(outcome)
        .isInstanceOfSatisfying(
            Failed.class, failed -> assertThat(failed.first().message()).endsWith("exit status 9"));
    assertThat(outcome.report().committed().records()).isEqualTo(1000);
    assertThat(sync.committedUpTo(STREAM)).isEqualTo(1000);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "faithful, 1000, 0",
    "twice, 1000, 10",
    "late, 1000, 10",
    "reversed, 900, 10",
    "rewritten, 1000, 0",
    "miscounted, 1000, 10",
    "never, 0, 0",
    "stranger, 0, 0"
  })
  void commitsTheSourcesOwnStatesAndShowsCountsThatDiffer(
      String states, int committedUpTo, int differences) throws Exception {
    sync.source().put("states", states);

    var outcome = sync.attempt();

    assertThat(outcome).isInstanceOf(Succeeded.class);
    assertThat(outcome.report().emitted().records()).isEqualTo(1000);
    assertThat(outcome.report().committed().records()).isEqualTo(1000);
    assertThat(sync.copies(STREAM)).hasSize(1000);
    assertThat(sync.state(STREAM) == null ? "" : sync.state(STREAM))
        .contains(committedUpTo == 0 ? "" : "\"id\":" + committedUpTo);
    assertThat(sync.state(STREAM) == null).isEqualTo(committedUpTo == 0);
    assertThat(outcome.report().differences()).hasSize(differences);
  }

  @Test
  void failsWhereStatesOfOneStreamAndOfAllAreMixed() throws Exception {
    sync.source().put("states", "mixed");

    var outcome = sync.attempt();

    assertThat(outcome)
        .isInstanceOfSatisfying(
            Failed.class,
            failed -> {
              assertThat(failed.reasons()).hasSize(1);
              assertThat(failed.first().origin()).isEqualTo(FailureOrigin.SOURCE);
              assertThat(failed.first().message()).contains("mixes states");
            });
    assertThat(sync.committedUpTo(STREAM)).isEqualTo(100);
  }
}
