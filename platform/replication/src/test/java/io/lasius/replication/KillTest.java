package io.lasius.replication;

import static org.assertj.core.api.Assertions.assertThat;

import io.lasius.replication.ReplicationOutcome.Failed;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Real processes are killed in the middle; numbered records tell what was lost or doubled. */
@Timeout(120)
final class KillTest {
  private static final String STREAM = "numbers_1";
  private static final int RECORDS = 60_000;
  private static final int RECORDS_PER_STATE = 150;

  /** In each run that is to be killed; not between a record and its state. */
  private static final int HANGS_AT = 5_711;

  private static final int POINTS = 10;
  private static final int FEW_RECORDS = 20_000;
  private static final int KILLED = 137;

  @TempDir private Path folder = Path.of("");
  private FaultSync sync = new FaultSync(folder, 1, new LocalProcessLauncher(folder));

  @BeforeEach
  void aConnection() {
    sync = new FaultSync(folder, 1, new LocalProcessLauncher(folder));
    sync.source().put("records", FEW_RECORDS).put("records_per_state", 1_000).put("filling", 500);
  }

  @AfterEach
  void leavesNothing() throws Exception {
    sync.assertNothingIsLeft();
  }

  @ParameterizedTest(name = "{0}")
  @EnumSource(ConnectorRole.class)
  void losesNothingAndDoublesOnlyWhatLiesBehindACommittedStateHoweverOftenItIsKilled(
      ConnectorRole victim) throws Exception {
    sync.source()
        .put("records", RECORDS)
        .put("records_per_state", RECORDS_PER_STATE)
        .put("filling", 0);
    // The victim is there to be killed, however many states one commit takes.
    FaultSync.fault(
        sync.source(),
        "{\"action\": \"hang\", \"point\": \"run_record\", \"number\": %d, \"attempts\": %d}"
            .formatted(HANGS_AT, POINTS));
    var resumedFrom = new ArrayList<Integer>();
    for (int point = 1; point <= POINTS; point++) {
      int from = sync.committedUpTo(STREAM);
      int killedAt = from + point * HANGS_AT / (POINTS + 2);
      sync.afterCommit(_ -> {
        if (sync.committedUpTo(STREAM) >= killedAt) {
          kill(victim);
        }
      });

      assertThat(sync.attempt()).isInstanceOf(Failed.class);
      assertThat(sync.committedUpTo(STREAM)).isBetween(killedAt, from + HANGS_AT - 1);
      resumedFrom.add(sync.committedUpTo(STREAM));
    }
    sync.afterCommit(_ -> {});
    sync.succeed(POINTS + 1);

    assertWhole(RECORDS, resumedFrom, HANGS_AT - 1);
  }

  @ParameterizedTest(name = "destination ends {0}")
  @EnumSource(
      value = Boundary.class,
      names = {"BEFORE_STATE", "AFTER_STATE"})
  void losesNothingWhenTheDestinationDiesAroundAStateThatItReturns(Boundary boundary)
      throws Exception {
    FaultSync.fault(sync.destination(), boundary.ofState(7));

    assertBreaksOnceAndResumes(boundary == Boundary.BEFORE_STATE ? 6_000 : 7_000);
  }

  @ParameterizedTest(name = "source ends {0}")
  @EnumSource(
      value = Boundary.class,
      names = {"BEFORE_STATE", "AFTER_STATE"})
  void losesNothingWhenTheSourceDiesAroundAStateThatItWrites(Boundary boundary) throws Exception {
    FaultSync.fault(sync.source(), boundary.ofState(7));

    assertBreaksOnceAndResumes(boundary == Boundary.BEFORE_STATE ? 6_000 : 7_000);
  }

  @ParameterizedTest(name = "{0} killed before the commit")
  @EnumSource(ConnectorRole.class)
  void losesNothingWhenOneIsKilledBetweenAReturnAndItsCommit(ConnectorRole victim)
      throws Exception {
    sync.beforeCommit(commits -> {
      if (commits == 0) {
        kill(victim);
      }
    });

    assertEndsWhole();
  }

  @ParameterizedTest(name = "{0} killed after the commit")
  @EnumSource(ConnectorRole.class)
  void losesNothingWhenOneIsKilledRightAfterACommit(ConnectorRole victim) throws Exception {
    sync.afterCommit(commits -> {
      if (commits == 1) {
        kill(victim);
      }
    });

    assertEndsWhole();
  }

  @ParameterizedTest(name = "the commit fails {0}")
  @EnumSource(
      value = Boundary.class,
      names = {"BEFORE_COMMIT", "AFTER_COMMIT"})
  void losesNothingWhenACommitFailsWhetherOrNotItWasStored(Boundary boundary) throws Exception {
    FaultSync.CommitHook gone =
        _ -> {
          throw new CommitException("the database is gone", new IOException("gone"));
        };
    if (boundary == Boundary.BEFORE_COMMIT) {
      sync.beforeCommit(gone);
    } else {
      sync.afterCommit(gone);
    }

    assertEndsWhole();
  }

  @Test
  void findsProcessesAndThreadsWhileASyncRuns() throws Exception {
    var threads = new ConcurrentLinkedQueue<String>();
    var processes = new ConcurrentLinkedQueue<String>();
    sync.afterCommit(_ -> {
      processes.addAll(sync.launcher().left());
      threads.addAll(SyncThreads.running(folder));
    });

    sync.succeed(1);

    assertThat(processes).isNotEmpty();
    assertThat(threads)
        .anyMatch(frame -> frame.contains("SourceRelay"))
        .anyMatch(frame -> frame.contains("DestinationReturns"));
  }

  /** Where in the life of a state something dies. */
  enum Boundary {
    BEFORE_STATE,
    AFTER_STATE,
    BEFORE_COMMIT,
    AFTER_COMMIT;

    String ofState(int number) {
      return ("{\"action\": \"exit\", \"point\": \"%s\", \"number\": %d, \"exit_status\": %d,"
              + " \"attempts\": 1}")
          .formatted(name().toLowerCase(Locale.ROOT), number, KILLED);
    }
  }

  private void assertBreaksOnceAndResumes(int committed) throws Exception {
    var broken = sync.attempt();
    int resumedFrom = sync.committedUpTo(STREAM);
    sync.succeed(2);

    assertThat(broken)
        .isInstanceOfSatisfying(
            Failed.class,
            failed -> assertThat(failed.first().message()).contains("exit status " + KILLED));
    assertThat(resumedFrom).isEqualTo(committed);
    assertThat(broken.report().committed().records()).isEqualTo(committed);
    assertWhole(FEW_RECORDS, List.of(resumedFrom), FEW_RECORDS);
  }

  private void assertEndsWhole() throws Exception {
    assertThat(sync.attempt()).isInstanceOf(Failed.class);
    int resumedFrom = sync.committedUpTo(STREAM);
    sync.beforeCommit(_ -> {});
    sync.afterCommit(_ -> {});
    sync.succeed(2);

    assertWhole(FEW_RECORDS, List.of(resumedFrom), FEW_RECORDS);
  }

  /**
   * Each record is there, and at most once for each attempt that can have come to it.
   *
   * @param resumedFrom where each attempt but the first began, which is what was committed then
   * @param reach how many records each attempt but the last can have read
   */
  private void assertWhole(int records, List<Integer> resumedFrom, int reach) throws IOException {
    assertThat(sync.committedUpTo(STREAM)).isEqualTo(records);
    var broken = new ArrayList<Integer>(List.of(0));
    broken.addAll(resumedFrom);
    int last = broken.removeLast();
    var copies = sync.copies(STREAM);
    assertThat(copies).hasSize(records);
    for (int id = 1; id <= records; id++) {
      int record = id;
      int attempts =
          (int) broken.stream().filter(from -> from < record && record <= from + reach).count();
      assertThat(copies.getOrDefault(id, 0))
          .as("copies of record %d", id)
          .isBetween(1, attempts + (last < record ? 1 : 0));
    }
  }

  private void kill(ConnectorRole victim) {
    sync.launcher().kill(victim);
  }
}
