package io.lasius.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lasius.server.connection.Connection;
import io.lasius.server.workspace.Workspace;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the tables themselves hold, whatever a server does. */
@Timeout(30)
@OnEachDatabase
final class MigrationTest {
  private static final String CHECK_VIOLATED = "23514";
  private static final String H2_CHECK_VIOLATED = "23513";
  private static final String DUPLICATE = "23505";

  private final StoreUnderTest store;

  MigrationTest(StoreUnderTest store) {
    this.store = store;
  }

  @BeforeEach
  void clear() throws SQLException {
    store.clear();
  }

  @Test
  void beginsWithOneInstallationAndTheDefaultWorkspace() throws SQLException {
    assertThat(store.texts("SELECT id FROM installation")).hasSize(1);
    assertThat(store.texts("SELECT id FROM workspace"))
        .containsExactly(Workspace.DEFAULT.toString());
    assertThat(store.texts("SELECT success FROM flyway_schema_history"))
        .isNotEmpty()
        .allMatch(success -> List.of("t", "TRUE").contains(success));
  }

  @Test
  void holdsTheDefinitionsThatComeWithThePlatform() throws SQLException {
    assertThat(store.texts("SELECT name FROM connector_definition"))
        .contains("source-file", "source-sample", "destination-file", "destination-postgres");
  }

  @ParameterizedTest
  @ValueSource(strings = {"PENDING", "RUNNING", "INCOMPLETE"})
  void holdsNoLiveJobWithoutItsConnection(String status) throws SQLException {
    var connection = store.connection();

    assertViolated(() -> insertJob(connection, status, null));
    insertJob(connection, status, connection.id());
  }

  @ParameterizedTest
  @ValueSource(strings = {"SUCCEEDED", "FAILED", "CANCELLED"})
  void holdsNoEndedJobAsLive(String status) throws SQLException {
    var connection = store.connection();

    assertViolated(() -> insertJob(connection, status, connection.id()));
    insertJob(connection, status, null);
  }

  @Test
  void holdsOneLiveJobOfAConnectionAndManyThatEnded() throws SQLException {
    var connection = store.connection();
    insertJob(connection, "FAILED", null);
    insertJob(connection, "SUCCEEDED", null);
    insertJob(connection, "PENDING", connection.id());

    assertThatThrownBy(() -> insertJob(connection, "PENDING", connection.id()))
        .isInstanceOfSatisfying(
            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo(DUPLICATE));
  }

  @Test
  void holdsNoSecretWithoutAnOwnerOrWithTwo() throws SQLException {
    var connection = store.connection();
    var insert =
        "INSERT INTO secret (id, actor_id, connection_id, encrypted) VALUES (?, ?, ?, 'x')";

    assertViolated(() -> store.execute(insert, UUID.randomUUID(), null, null));
    assertViolated(
        () -> store.execute(insert, UUID.randomUUID(), connection.sourceId(), connection.id()));
    store.execute(insert, UUID.randomUUID(), connection.sourceId(), null);
    store.execute(insert, UUID.randomUUID(), null, connection.id());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "UPDATE job SET status = 'QUEUED'",
        "UPDATE actor SET role = 'MIDDLE'",
        "UPDATE connection SET status = 'LOCKED'",
        "UPDATE connection SET schema_policy = 'FOLLOW'",
        "UPDATE connection SET namespace_definition = 'OTHER'",
        "UPDATE attempt SET status = 'PENDING'",
        "UPDATE connection_queue SET priority = 'URGENT'",
        "UPDATE connector_definition SET role = 'source'"
      })
  void holdsNoWordThatIsNotKnown(String update) throws SQLException {
    var connection = store.connection();
    insertJob(connection, "PENDING", connection.id());
    store.execute(
        """
        INSERT INTO attempt (job_id, number, status, lease_epoch, engine, started_at, failures, differences)
        SELECT id, 0, 'RUNNING', 1, 'e', CURRENT_TIMESTAMP, '[]', '[]' FROM job\
        """);
    store.execute(
        "INSERT INTO connection_queue (connection_id, priority, blackouts) VALUES (?, 'LOW', '[]')",
        connection.id());

    assertViolated(() -> store.execute(update));
  }

  @ParameterizedTest
  @ValueSource(strings = {"actor", "connector_definition", "workspace"})
  void keepsWhatSomethingElseRefersTo(String table) throws SQLException {
    store.connection();

    assertThatThrownBy(() -> store.execute("DELETE FROM " + table))
        .isInstanceOfSatisfying(
            SQLException.class, e -> assertThat(e.getSQLState()).isIn("23503", "23001"));
  }

  private interface Statement {
    void run() throws SQLException;
  }

  private static void assertViolated(Statement statement) {
    assertThatThrownBy(statement::run)
        .isInstanceOfSatisfying(
            SQLException.class,
            e -> assertThat(e.getSQLState()).isIn(CHECK_VIOLATED, H2_CHECK_VIOLATED));
  }

  private void insertJob(Connection connection, String status, @Nullable UUID live)
      throws SQLException {
    store.execute(
        """
        INSERT INTO job (connection_id, live_connection_id, status, cancel_requested, created_at, updated_at, due_at,
          lease_epoch, complete_failures, successive_complete_failures, partial_failures, successive_partial_failures)
        VALUES (?, ?, ?, FALSE, CURRENT_TIMESTAMP, CURRENT_TIMESTAMP, CURRENT_TIMESTAMP, 0, 0, 0, 0, 0)\
        """,
        connection.id(),
        live,
        status);
  }
}
