package io.lasius.connector.destinationpostgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.lasius.protocol.catalog.DestinationSyncMode;
import io.lasius.protocol.message.CountMessage;
import io.lasius.protocol.message.ErrorTrace;
import io.lasius.protocol.message.FailureType;
import io.lasius.sdk.testkit.ConnectorCall;
import io.lasius.sdk.testkit.ConnectorOutcome;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class CountQueryTest {
  private final PostgresRun run = new PostgresRun();

  @Test
  void countsWhatOneSyncBrought() throws Exception {
    run.append("{'id':1}", "{'id':2}");
    run.write(
        run.in(DestinationSyncMode.APPEND).withGeneration(1, 0, 2),
        true,
        "{'id':3}",
        "{'id':4}",
        "{'id':5}");

    var outcome =
        count("SELECT count(*) FROM $.users WHERE (_airbyte_meta->>'sync_id')::bigint = 2");

    assertThat(outcome.status()).isZero();
    assertThat(outcome.messages()).containsExactly(CountMessage.of(3));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT count(*) FROM $.users;",
        "SELECT count(*)::int FROM $.users -- all; of them",
        "WITH them AS (SELECT * FROM $.users) SELECT sum(1)::bigint FROM them",
        "SELECT 1::smallint WHERE ';' <> '\\'"
      })
  void takesAnyQueryOfOneNumber(String sql) throws Exception {
    run.append("{'id':1}");

    assertThat(count(sql).messages()).containsExactly(CountMessage.of(1));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "SELECT id FROM $.users | must find one row, but finds more",
        "SELECT id FROM $.users WHERE id > 2 | must find one row, but finds none",
        "SELECT 1, 2 | must find one column, but finds 2",
        "SELECT | must find one column, but finds 0",
        "SELECT 'x' | must find a whole number, but its column is of type text",
        "SELECT 1.5 | must find a whole number, but its column is of type numeric",
        "SELECT NULL::int | must find a number of records, but finds null",
        "SELECT -1 | must find a number of records, but finds -1",
        "SELECT 1; SELECT 2 | must be one statement, but has 2",
        "COMMIT; DELETE FROM $.users; SELECT 1 | must be one statement, but has 3",
        "COMMIT | finds no rows, as a SELECT does",
        "DELETE FROM $.users | cannot execute DELETE in a read-only transaction (SQLSTATE 25006)",
        "DELETE FROM $.users RETURNING 1 | cannot execute DELETE in a read-only transaction",
        "WITH d AS (DELETE FROM $.users RETURNING 1) SELECT count(*) FROM d | read-only transaction",
        "CREATE TABLE $.more (id int) | cannot execute CREATE TABLE in a read-only transaction",
        "SELECT count(*) FROM $.nobody | does not exist (SQLSTATE 42P01)",
        "SELEKT 1 | syntax error"
      })
  void refusesAnyOtherAndChangesNothing(String sql, String why) throws Exception {
    run.append("{'id':1}", "{'id':2}");

    var outcome = count(sql);

    assertThat(outcome.status()).isEqualTo(1);
    assertThat(outcome.messages(CountMessage.class)).isEmpty();
    assertThat(outcome.errors())
        .extracting(ErrorTrace::error)
        .singleElement()
        .satisfies(error -> {
          assertThat(error.message()).contains("the count query").contains(why);
          assertThat(error.failureType()).isEqualTo(FailureType.CONFIG_ERROR);
        });
    assertThat(run.ids()).containsExactly("1", "2");
  }

  @Test
  void saysThatTheDatabaseIsNotThere() throws Exception {
    var config = PostgresServer.config(run.schema).put("port", 1);

    var outcome = run.connector.run(ConnectorCall.count(config, "SELECT 1"));

    assertThat(outcome.errors().getFirst().error().failureType())
        .isEqualTo(FailureType.TRANSIENT_ERROR);
  }

  private ConnectorOutcome count(String sql) throws IOException, InterruptedException {
    var query = sql.replace("$", Identifiers.quote(run.schema));
    return run.connector.run(ConnectorCall.count(run.config(), query));
  }
}
