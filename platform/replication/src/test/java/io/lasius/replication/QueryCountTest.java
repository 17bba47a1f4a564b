package io.lasius.replication;

import static org.assertj.core.api.Assertions.assertThat;

import io.lasius.protocol.catalog.StreamDescriptor;
import io.lasius.protocol.message.FailureType;
import io.lasius.protocol.message.StreamStatusTrace;
import io.lasius.replication.ReplicationOutcome.Failed;
import io.lasius.replication.ReplicationOutcome.Succeeded;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What count queries make of a sync whose connectors did not count: 12 records, 2 filtered. */
final class QueryCountTest {
  private static final StreamDescriptor USERS = StreamDescriptor.of("users");
  private static final int EMITTED = 12;
  private static final int SENT = 10;

  @ParameterizedTest(name = "source {0}, destination {1}, {2} attempts, keyed {3}: {4}")
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "12 | 10 | 1 | false | VERIFIED | -",
        "12 | 10 | 3 | true | VERIFIED | -",
        "11 | 10 | 1 | false | MISMATCH | the count query of the source found 11 records of stream users, but 12 were read",
        "13 | 10 | 1 | false | MISMATCH | the count query of the source found 13 records of stream users, but 12 were read",
        "11 | 10 | 2 | false | UNVERIFIED | the count query of the source found 11 records of stream users, but 12 were read: the job had 2 attempts, and records may have come again",
        "13 | 10 | 2 | false | MISMATCH | the count query of the source found 13 records of stream users, but 12 were read",
        "12 | 9 | 1 | false | MISMATCH | the count query of the destination found 9 records of stream users, but 10 were committed",
        "12 | 11 | 1 | false | MISMATCH | the count query of the destination found 11 records of stream users, but 10 were committed",
        "12 | 9 | 2 | false | MISMATCH | the count query of the destination found 9 records of stream users, but 10 were committed",
        "12 | 11 | 2 | false | UNVERIFIED | the count query of the destination found 11 records of stream users, but 10 were committed: the job had 2 attempts, and records may have come again",
        "12 | 9 | 1 | true | UNVERIFIED | the count query of the destination found 9 records of stream users, but 10 were committed: records of one key may be one row",
        "12 | 11 | 1 | true | MISMATCH | the count query of the destination found 11 records of stream users, but 10 were committed",
        "- | 10 | 1 | false | UNVERIFIED | records of stream users that the source did not count: 12",
        "12 | - | 1 | false | UNVERIFIED | records of stream users that the destination did not count: 10"
      })
  void takeTheirPartInTheVerdict(
      @Nullable Long source,
      @Nullable Long destination,
      int attempts,
      boolean keyed,
      Verdict.Kind kind,
      @Nullable String reason) {
    var queries = new ArrayList<QueryCount>();
    if (source != null) {
      queries.add(found(ConnectorRole.SOURCE, source, EMITTED, attempts, keyed));
    }
    if (destination != null) {
      queries.add(found(ConnectorRole.DESTINATION, destination, SENT, attempts, keyed));
    }

    var report = moved(SENT).judgedBy(queries, false).report();

    assertThat(report.verdict().kind()).isEqualTo(kind);
    assertThat(report.verdict().reasons()).isEqualTo(reason == null ? List.of() : List.of(reason));
    assertThat(report.differences())
        .isEqualTo(kind == Verdict.Kind.MISMATCH ? List.of(reason) : List.of());
    assertThat(report.streams().getFirst().bySource().found()).isEqualTo(source);
    assertThat(report.streams().getFirst().byDestination().found()).isEqualTo(destination);
  }

  @Test
  void provesNothingWithoutANumberAndTellsWhy() {
    var outcome =
        moved(SENT)
            .judgedBy(
                List.of(
                    found(ConnectorRole.SOURCE, EMITTED, EMITTED, 1, false),
                    new QueryCount.Unanswered(
                        ConnectorRole.DESTINATION, USERS, "there is no such table")),
                true);

    assertThat(outcome).isInstanceOf(Succeeded.class);
    assertThat(outcome.report().verdict())
        .isEqualTo(
            new Verdict(
                Verdict.Kind.UNVERIFIED,
                List.of(
                    "records of stream users that the destination did not count: 10",
                    "the count query of the destination gave no number for stream users: there is no such table")));
  }

  @Test
  void explainsMoreByWhatNoStateCameBackFor() {
    var queries =
        List.of(
            found(ConnectorRole.SOURCE, EMITTED, EMITTED, 1, false),
            new QueryCount.Found(ConnectorRole.DESTINATION, USERS, 10, 7, 1, 3, false));

    var verdict = moved(7).judgedBy(queries, false).report().verdict();

    assertThat(verdict.kind()).isEqualTo(Verdict.Kind.UNVERIFIED);
    assertThat(verdict.reasons().getLast())
        .endsWith("but 7 were committed: 3 more were sent, and no state came back for them");
  }

  @ParameterizedTest(name = "{0} found {1}, sources must agree {2}: fails {3}")
  @CsvSource({
    "DESTINATION, 9, false, true",
    "DESTINATION, 11, true, false",
    "DESTINATION, 10, true, false",
    "SOURCE, 11, true, true",
    "SOURCE, 13, true, true",
    "SOURCE, 13, false, false",
    "SOURCE, 12, true, false"
  })
  void failsTheJobWhereACountOfTheConnectorWould(
      ConnectorRole role, long number, boolean sourceCountsMustAgree, boolean fails) {
    var moved = role == ConnectorRole.SOURCE ? EMITTED : SENT;

    var outcome =
        moved(SENT).judgedBy(List.of(found(role, number, moved, 1, false)), sourceCountsMustAgree);

    assertThat(outcome).isInstanceOf(fails ? Failed.class : Succeeded.class);
    if (outcome instanceof Failed failed) {
      assertThat(failed.first().origin()).isEqualTo(FailureOrigin.of(role));
      assertThat(failed.first().type()).isEqualTo(FailureType.CONFIG_ERROR);
      assertThat(failed.first().message()).contains("refresh the stream, or correct the query");
    }
  }

  @Test
  void isOfNoUseToASideThatCountedAll() {
    var counted = moved(SENT).report().streams().getFirst();

    assertThat(counted.countedBy(ConnectorRole.SOURCE)).isFalse();
    assertThat(counted.countedBy(ConnectorRole.DESTINATION)).isFalse();
    assertThat(StreamReport.none(USERS).countedBy(ConnectorRole.SOURCE)).isFalse();
    assertThat(report(SENT, new ConnectorCount(12L, 0, 12, null)).countedBy(ConnectorRole.SOURCE))
        .isTrue();
    assertThat(report(SENT, new ConnectorCount(11L, 0, 11, null)).countedBy(ConnectorRole.SOURCE))
        .isFalse();
  }

  private static QueryCount found(
      ConnectorRole role, long number, long moved, int attempts, boolean keyed) {
    return new QueryCount.Found(role, USERS, number, moved, attempts, 0, keyed);
  }

  private static Succeeded moved(long committed) {
    return new Succeeded(
        new ReplicationReport(
            List.of(report(committed, ConnectorCount.NONE)), List.of(), List.of(), 0, 0, 0, 0));
  }

  private static StreamReport report(long committed, ConnectorCount bySource) {
    return new StreamReport(
        USERS,
        new StreamCounts(EMITTED, 1200),
        new StreamCounts(EMITTED - SENT, 200),
        Map.of(),
        0,
        0,
        new StreamCounts(SENT, 1000),
        new StreamCounts(committed, 100),
        bySource,
        ConnectorCount.NONE,
        List.of(),
        StreamStatusTrace.Status.COMPLETE);
  }
}
