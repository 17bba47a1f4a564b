package io.lasius.connector.destinationpostgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.lasius.protocol.catalog.ConfiguredStream;
import io.lasius.protocol.catalog.DestinationSyncMode;
import io.lasius.protocol.message.FailureType;
import io.lasius.protocol.message.StateMessage;
import io.lasius.sdk.testkit.ConnectorCall;
import io.lasius.sdk.testkit.ConnectorOutcome;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The connection breaks in the middle of a write; numbered records tell what became of them. */
@Timeout(60)
final class BrokenWriteTest {
  private static final int COMMITTED = 3_000;
  private static final int SENT = 10_000;
  private static final int RECORDS = 12_000;
  private static final String TEXT = "x".repeat(1_000);

  private final PostgresRun destination =
      new PostgresRun().properties("'id':{'type':'integer'},'text':{'type':'string'}").key("id");

  @ParameterizedTest
  @EnumSource(names = {"APPEND", "APPEND_DEDUP"})
  void losesNothingThatAStateWasReturnedFor(DestinationSyncMode mode) throws Exception {
    var stream = destination.in(mode).withGeneration(1, 0, 1);

    ConnectorOutcome broken = writeAndBreak(stream);
    List<String> kept = destination.texts("SELECT count(*) FROM $.users");
    var retry = destination.write(stream, true, records(COMMITTED + 1, RECORDS));

    var error = broken.errors().getFirst().error();
    assertThat(error.failureType()).isEqualTo(FailureType.TRANSIENT_ERROR);
    assertThat(error.message()).doesNotContain(PostgresServer.PASSWORD).doesNotContain(TEXT);
    assertThat(broken.states()).hasSize(1);
    assertThat(kept).containsExactly(String.valueOf(COMMITTED));
    assertThat(retry.errors()).isEmpty();
    assertThat(destination.texts("SELECT count(*) || ' ' || count(DISTINCT id) FROM $.users"))
        .containsExactly("%d %1$d".formatted(RECORDS));
  }

  @Test
  void aReplacementSurvivesAndTheOldDataIsThereAllTheTime() throws Exception {
    destination.append("{'id':0}");
    var stream = destination.in(DestinationSyncMode.APPEND).withGeneration(2, 2, 2);

    ConnectorOutcome broken = writeAndBreak(stream);
    List<String> between = destination.ids();
    destination.write(stream, true, records(COMMITTED + 1, RECORDS));

    assertThat(broken.states()).hasSize(1);
    assertThat(between).containsExactly("0");
    assertThat(destination.texts("SELECT count(*) || ' ' || min(id) FROM $.users"))
        .containsExactly(RECORDS + " 1");
  }

  @Test
  void aDatabaseThatIsGoneIsWorthAnotherTry() throws Exception {
    var config = PostgresServer.config(destination.schema).put("port", 1);
    var stream = destination.in(DestinationSyncMode.APPEND).withGeneration(1, 0, 1);

    var outcome =
        destination.connector.run(ConnectorCall.write(config, PostgresRun.catalog(stream)));

    assertThat(outcome.errors().getFirst().error().failureType())
        .isEqualTo(FailureType.TRANSIENT_ERROR);
  }

  @Test
  void aRowThatAConstraintOfTheTableRefusesIsTheUsersAndIsNotShown() throws Exception {
    destination.append("{'id':1}");
    destination.execute("ALTER TABLE $.users ADD CHECK (id < 5)");

    var outcome = destination.append("{'id':7,'text':'a private text'}");

    var error = outcome.errors().getFirst().error();
    assertThat(error.failureType()).isEqualTo(FailureType.CONFIG_ERROR);
    assertThat(error.message()).contains("violates check constraint");
    assertThat(error.toString()).doesNotContain("private");
    assertThat(outcome.states()).isEmpty();
  }

  /** Commits some, sends more, and lets the server end the connection while rows are in it. */
  private ConnectorOutcome writeAndBreak(ConfiguredStream stream) throws Exception {
    try (var session =
        destination.connector.start(
            ConnectorCall.write(destination.config(), PostgresRun.catalog(stream)))) {
      for (String record : records(1, COMMITTED)) {
        session.send(destination.record(record));
      }
      session.send(destination.state("1"));
      session.await(StateMessage.class, 1);
      // So much is not held back: the pipe holds little, so most of it is in the table by then.
      for (String record : records(COMMITTED + 1, SENT)) {
        session.send(destination.record(record));
      }
      assertThat(
              PostgresServer.texts(
                  "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = '%s' AND xact_start IS NOT NULL"
                      .formatted(destination.schema)))
          .containsExactly("t");
      for (String record : records(SENT + 1, RECORDS)) {
        session.send(destination.record(record));
      }
      session.send(destination.state("2"));
      session.send(destination.complete());
      session.endInput();
      return session.await();
    }
  }

  private String[] records(int first, int last) {
    return IntStream.rangeClosed(first, last)
        .mapToObj(id -> "{'id':%d,'text':'%s'}".formatted(id, TEXT))
        .toArray(String[]::new);
  }
}
