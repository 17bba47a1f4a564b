package io.lasius.replication;

import static org.assertj.core.api.Assertions.assertThat;

import io.lasius.replication.ReplicationOutcome.Failed;
import io.lasius.replication.ReplicationOutcome.Succeeded;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the counts of both connectors are worth: 100 records, and a state every 10. */
@Timeout(60)
final class VerdictTest {
  private static final String STREAM = "numbers_1";

  @TempDir private Path folder = Path.of("");
  private FaultSync sync = new FaultSync(folder, 1, new InProcessLauncher(folder));

  @BeforeEach
  void aConnection() {
    sync = new FaultSync(folder, 1, new InProcessLauncher(folder));
    sync.source().put("records", 100).put("records_per_state", 10);
  }

  @AfterEach
  void leavesNothing() throws Exception {
    sync.assertNothingIsLeft();
  }

  @ParameterizedTest(name = "source {0}, destination {1}: {2}")
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "faithful | faithful | VERIFIED | -",
        "faithful | twice | VERIFIED | -",
        "faithful | late | VERIFIED | -",
        "faithful | rewritten | UNVERIFIED | records of stream numbers_1 that the destination did not count: 100",
        "faithful | never | UNVERIFIED | records of stream numbers_1 that were sent, but the destination returned no state for them: 100",
        "rewritten | faithful | UNVERIFIED | records of stream numbers_1 that the source did not count: 100",
        "never | faithful | UNVERIFIED | records of stream numbers_1 that the source did not count: 100",
        "miscounted | faithful | MISMATCH | the source counted 11 records of stream numbers_1 between the beginning and state 1, but it wrote 10",
        "faithful | miscounted | MISMATCH | the destination counted 11 records of stream numbers_1 between the beginning and state 1, but it was sent 10",
        "rewritten | miscounted | MISMATCH | the destination counted 11 records of stream numbers_1 between the beginning and state 1, but it was sent 10"
      })
  void followsFromWhoCounted(
      String source, String destination, Verdict.Kind kind, String firstReason) throws Exception {
    sync.source().put("states", source);
    sync.destination().put("states", destination);

    var outcome = sync.attempt();

    assertThat(outcome).isInstanceOf(Succeeded.class);
    var verdict = outcome.report().verdict();
    assertThat(verdict.kind()).as("%s", verdict).isEqualTo(kind);
    assertThat(verdict).isEqualTo(outcome.report().streams().getFirst().verdict());
    if (firstReason == null) {
      assertThat(verdict.reasons()).isEmpty();
    } else {
      assertThat(verdict.reasons().getFirst()).isEqualTo(firstReason);
    }
  }

  @ParameterizedTest(name = "{0}, {1} streams")
  @CsvSource({"stream, 1", "global, 1", "global, 3", "legacy, 2"})
  void isVerifiedForEachKindOfState(String kind, int streams) throws Exception {
    sync = new FaultSync(folder, streams, new InProcessLauncher(folder));
    sync.source().put("records", 50).put("records_per_state", 10).put("state_type", kind);

    var report = sync.attempt().report();

    assertThat(report.verdict().kind()).as("%s", report).isEqualTo(Verdict.Kind.VERIFIED);
    assertThat(report.committed().records()).isEqualTo(50L * streams);
  }

  @Test
  void commitsNoStateForWhichTheDestinationCountedTooFewAndResumesBeforeIt() throws Exception {
    FaultSync.fault(
        sync.destination(),
        "{\"action\": \"undercount\", \"point\": \"before_state\", \"number\": 4, \"attempts\": 1}");

    var broken = sync.attempt();
    int resumedFrom = sync.committedUpTo(STREAM);
    var next = sync.succeed(2);

    assertThat(broken)
        .isInstanceOfSatisfying(
            Failed.class,
            failed -> {
              assertThat(failed.first().origin()).isEqualTo(FailureOrigin.DESTINATION);
              assertThat(failed.first().message())
                  .isEqualTo(
                      "the destination counted 9 records of stream numbers_1 between state 3 and"
                          + " state 4, but it was sent 10; so that state is not committed, and the"
                          + " sync ends");
            });
    assertThat(broken.report().verdict().kind()).isEqualTo(Verdict.Kind.MISMATCH);
    assertThat(broken.report().committed().records()).isEqualTo(30);
    assertThat(resumedFrom).isEqualTo(30);
    assertThat(next.report().emitted().records()).isEqualTo(70);
    assertThat(next.report().verdict().kind()).isEqualTo(Verdict.Kind.VERIFIED);
    assertThat(sync.copies(STREAM)).hasSize(100);
  }

  @Test
  void takesAStateThatComesBeforeAnEarlierOneForACountThatIsTooLow() throws Exception {
    sync.destination().put("states", "reversed");

    var outcome = sync.attempt();

    assertThat(outcome).isInstanceOf(Failed.class);
    assertThat(outcome.report().verdict().kind()).isEqualTo(Verdict.Kind.MISMATCH);
    assertThat(sync.committedUpTo(STREAM)).isZero();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({"true, 30", "false, 100"})
  void endsForASourceThatCountsOtherwiseWhereThatIsAsked(boolean mustAgree, int committed)
      throws Exception {
    sync.checks(
        new RecordChecks(
            mustAgree,
            RecordChecks.NONE.rules(),
            1000,
            RecordChecks.DEFAULT_SET_ASIDE_RECORDS,
            RecordChecks.DEFAULT_SET_ASIDE_BYTES));
    FaultSync.fault(
        sync.source(),
        "{\"action\": \"undercount\", \"point\": \"before_state\", \"number\": 4, \"attempts\": 1}");

    var outcome = sync.attempt();

    assertThat(outcome).isInstanceOf(mustAgree ? Failed.class : Succeeded.class);
    assertThat(outcome.report().verdict().kind()).isEqualTo(Verdict.Kind.MISMATCH);
    assertThat(sync.committedUpTo(STREAM)).isEqualTo(committed);
  }
}
