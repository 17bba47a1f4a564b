package io.lasius.replication;

import static org.assertj.core.api.Assertions.assertThat;

import io.lasius.replication.Verdict.Kind;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** Whatever is written and returned, the counts' sums agree with each other and with the script. */
final class CountsPropertiesTest {
  /** What the source writes next. */
  enum Step {
    GOOD,
    BREAKS_SCHEMA,
    UNREADABLE,
    STATE,
    LOG
  }

  /** What the destination does with a state. */
  enum Return {
    ECHO,
    SKIP,
    TWICE,
    COUNTED,
    COUNTED_WITH_ONE_REJECTED,
    ONE_TOO_MANY,
    ONE_TOO_FEW
  }

  @Provide
  Arbitrary<List<Step>> steps() {
    return Arbitraries.frequency(
            Tuple.of(8, Step.GOOD),
            Tuple.of(2, Step.BREAKS_SCHEMA),
            Tuple.of(1, Step.UNREADABLE),
            Tuple.of(4, Step.STATE),
            Tuple.of(1, Step.LOG))
        .list()
        .ofMaxSize(40);
  }

  @Provide
  Arbitrary<List<Return>> returns() {
    return Arbitraries.frequency(
            Tuple.of(3, Return.ECHO),
            Tuple.of(2, Return.SKIP),
            Tuple.of(1, Return.TWICE),
            Tuple.of(9, Return.COUNTED),
            Tuple.of(2, Return.COUNTED_WITH_ONE_REJECTED),
            Tuple.of(1, Return.ONE_TOO_MANY),
            Tuple.of(1, Return.ONE_TOO_FEW))
        .list()
        .ofSize(40);
  }

  @Property(tries = 150)
  void addUp(
      @ForAll("steps") List<Step> steps,
      @ForAll("returns") List<Return> returns,
      @ForAll RecordRule rule)
      throws Exception {
    var sync = new SyncFixture();
    sync.schema("{\"properties\":{\"id\":{\"type\":\"integer\"}}}");
    sync.checks(new RecordChecks(false, Map.of(Rejection.SCHEMA, rule), 1000, 1000, 1_000_000));
    sync.source(io -> {
      for (int i = 0; i < steps.size(); i++) {
        write(io, steps.get(i), i);
      }
      return 0;
    });
    var destination = new Destination(returns);
    sync.destination(destination::run);

    var report = sync.run().report();

    var users = report.streams().getFirst();
    assertSumsAgree(users);
    assertThat(sync.received().stream().filter(CountsPropertiesTest::isRecord).count())
        .as("sent")
        .isLessThanOrEqualTo(users.sent().records());
    assertThat(sync.setAside()).hasSize((int) (rejected(users) - users.undelivered()));
    if (rule != RecordRule.FAIL && !destination.tooFew) {
      assertThat(users.emitted().records())
          .isEqualTo(steps.stream().filter(CountsPropertiesTest::isEmitted).count());
      assertThat(destination.records).as("arrived").isEqualTo(users.sent().records());
    }
    assertVerdictIsEarned(users, destination);
  }

  private static void assertSumsAgree(StreamReport users) {
    assertThat(users.filtered().records() + rejected(users) + users.sent().records())
        .as("%s", users)
        .isEqualTo(users.emitted().records());
    assertThat(users.committed().records() + users.byDestination().rejected())
        .as("%s", users)
        .isLessThanOrEqualTo(users.sent().records());
    assertThat(users.uncommittedRecords()).isNotNegative();
    assertThat(users.undelivered()).isLessThanOrEqualTo(rejected(users));
    assertThat(users.flagged()).isLessThanOrEqualTo(users.sent().records());
    assertThat(users.committed().bytes()).isLessThanOrEqualTo(users.sent().bytes());
  }

  private static void assertVerdictIsEarned(StreamReport users, Destination destination) {
    Verdict verdict = users.verdict();
    if (destination.wrong > 0) {
      assertThat(verdict.kind()).as("%s", users).isNotEqualTo(Kind.VERIFIED);
    }
    if (verdict.kind() == Kind.VERIFIED) {
      assertThat(users.uncommittedRecords()).isZero();
      assertThat(users.undelivered()).isZero();
      assertThat(users.byDestination().covered()).isEqualTo(users.sent().records());
      assertThat(users.bySource().covered()).isEqualTo(users.emitted().records());
    }
  }

  private static long rejected(StreamReport users) {
    return users.rejected().values().stream().mapToLong(StreamCounts::records).sum();
  }

  private static boolean isEmitted(Step step) {
    return step == Step.GOOD || step == Step.BREAKS_SCHEMA || step == Step.UNREADABLE;
  }

  private static boolean isRecord(String line) {
    return line.startsWith("{\"type\":\"RECORD\"");
  }

  private void write(PipeConnector io, Step step, int at) throws IOException {
    String record = SyncFixture.record("users", at);
    switch (step) {
      case GOOD -> io.emit(record);
      case BREAKS_SCHEMA -> io.emit(record.replace("\"id\":" + at, "\"id\":\"x\""));
      case UNREADABLE -> io.emit(record.replace("{\"id\":" + at + "}", "7"));
      case STATE -> io.emit(SyncFixture.state("users", at));
      case LOG -> io.emit("a line of the log");
    }
  }

  /** Counts what comes, and tells it, or not, or wrongly. */
  private static final class Destination {
    private final List<Return> returns;
    private int next;
    private long records;
    private long sinceLast;
    private int wrong;
    private boolean tooFew;

    Destination(List<Return> returns) {
      this.returns = returns;
    }

    int run(PipeConnector io) throws IOException {
      for (String line = io.line(); line != null; line = io.line()) {
        if (isRecord(line)) {
          records++;
          sinceLast++;
        } else if (line.contains("\"STATE\"")) {
          answer(io, line, returns.get(next++ % returns.size()));
        }
      }
      return 0;
    }

    private void answer(PipeConnector io, String state, Return how) throws IOException {
      switch (how) {
        case ECHO -> counted(io, state, "");
        case SKIP -> {}
        case TWICE -> {
          io.emit(state);
          counted(io, state, "");
        }
        case COUNTED -> counted(io, state, stats(sinceLast, 0));
        case COUNTED_WITH_ONE_REJECTED -> {
          long rejected = Math.min(1, sinceLast);
          counted(io, state, stats(sinceLast - rejected, rejected));
        }
        case ONE_TOO_MANY -> {
          wrong++;
          counted(io, state, stats(sinceLast + 1, 0));
        }
        case ONE_TOO_FEW -> {
          boolean can = sinceLast > 0;
          wrong += can ? 1 : 0;
          tooFew |= can;
          counted(io, state, stats(can ? sinceLast - 1 : 0, 0));
        }
      }
    }

    private void counted(PipeConnector io, String state, String stats) throws IOException {
      io.emit(state.substring(0, state.length() - 2) + stats + "}}");
      sinceLast = 0;
    }

    private static String stats(long stored, long rejected) {
      return ",\"destinationStats\":{\"recordCount\":%d.0,\"rejectedRecordCount\":%d.0}"
          .formatted(stored, rejected);
    }
  }
}
