package io.lasius.server.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lasius.server.OnEachDatabase;
import io.lasius.server.StoreUnderTest;
import io.lasius.server.http.ProblemException;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is stored of a connection while what it is made of goes. */
@Timeout(30)
@OnEachDatabase
final class ConnectionChangesTest {
  private final StoreUnderTest store;
  private final ConnectionChanges changes;
  private final ConnectionStore connections;

  ConnectionChangesTest(StoreUnderTest store) {
    this.store = store;
    this.changes = store.bean(ConnectionChanges.class);
    this.connections = store.bean(ConnectionStore.class);
  }

  @BeforeEach
  void clear() throws SQLException {
    store.clear();
  }

  @Test
  void storesNoneWhoseSourceIsBeingDeleted() throws Exception {
    var made = unstored();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor();
        var deletion = store.connect()) {
      deletion.setAutoCommit(false);
      try (var statement = deletion.createStatement()) {
        statement.execute("UPDATE actor SET deleted = TRUE WHERE role = 'SOURCE'");
      }
      var insertion = threads.submit(insert(made));
      store.awaitBlocked();
      deletion.commit();

      assertThatThrownBy(() -> insertion.get(10, TimeUnit.SECONDS))
          .isInstanceOf(ExecutionException.class)
          .hasCauseInstanceOf(ProblemException.class)
          .hasMessageContaining(made.sourceId().toString());
    }
    assertThat(connections.findById(made.id())).isEmpty();
  }

  /** It comes to the sources later, and takes the connection with them: neither waits for both. */
  @Test
  void storesOneWhileTheDeletionOfItsWorkspaceHasNotComeToItsSource() throws Exception {
    var made = unstored();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor();
        var deletion = store.connect()) {
      deletion.setAutoCommit(false);
      try (var statement = deletion.createStatement()) {
        statement.execute("UPDATE workspace SET deleted = deleted");
      }

      assertThat(threads.submit(insert(made)).get(10, TimeUnit.SECONDS).id()).isEqualTo(made.id());
    }
  }

  @Test
  void deletesNoneThatSomebodyHasChangedSince() throws Exception {
    var read = connections.get(store.connection().id());
    var changed = read.with(ConnectionStatus.INACTIVE, null);
    changes.replace(read, changed, new ConnectionChanges.Chosen(Map.of(), null, null));

    assertThatThrownBy(() -> changes.delete(read)).isInstanceOf(StaleConnectionException.class);
    assertThat(connections.get(read.id())).isEqualTo(changed);

    changes.delete(changed);
    assertThat(connections.findById(read.id()).orElseThrow().status())
        .isEqualTo(ConnectionStatus.DEPRECATED);
  }

  private Connection unstored() throws SQLException {
    var made = store.connection();
    connections.delete(made);
    return made;
  }

  private Callable<Connection> insert(Connection made) {
    return () -> changes.insert(made, new ConnectionChanges.Chosen(Map.of(), null, null));
  }
}
