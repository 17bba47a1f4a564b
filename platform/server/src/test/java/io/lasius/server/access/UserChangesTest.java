package io.lasius.server.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lasius.server.OnEachDatabase;
import io.lasius.server.StoreUnderTest;
import io.lasius.server.http.ProblemException;
import java.sql.SQLException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
@OnEachDatabase
final class UserChangesTest {
  private final StoreUnderTest store;
  private final UserChanges changes;
  private final UserStore users;

  UserChangesTest(StoreUnderTest store) {
    this.store = store;
    this.changes = store.bean(UserChanges.class);
    this.users = store.bean(UserStore.class);
  }

  @BeforeEach
  void clear() throws SQLException {
    store.clear();
  }

  @Test
  void beginsInAWorkspaceAndIsCalledSomethingElse() throws Exception {
    var ada = changes.create("Ada", "ada@example.com", null);
    var workspace = store.workspace();

    var changed = changes.change(ada, "Countess", workspace);

    assertThat(changed.name()).isEqualTo("Countess");
    assertThat(changed.defaultWorkspaceId()).isEqualTo(workspace);
    assertThat(users.findById(ada.id())).contains(changed);
  }

  @Test
  void beginsInNoWorkspaceThatIsBeingDeleted() throws Exception {
    var ada = changes.create("Ada", "ada@example.com", null);
    var workspace = store.workspace();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor();
        var deletion = store.connect()) {
      deletion.setAutoCommit(false);
      try (var statement = deletion.createStatement()) {
        statement.execute(
            "UPDATE workspace SET deleted = TRUE WHERE id = '%s'".formatted(workspace));
      }
      var change = threads.submit(() -> changes.change(ada, "Countess", workspace));
      store.awaitBlocked();
      deletion.commit();

      assertThatThrownBy(() -> change.get(10, TimeUnit.SECONDS))
          .isInstanceOf(ExecutionException.class)
          .hasCauseInstanceOf(ProblemException.class)
          .hasMessageContaining(workspace.toString());
    }
    assertThat(users.findById(ada.id())).contains(ada);
  }
}
