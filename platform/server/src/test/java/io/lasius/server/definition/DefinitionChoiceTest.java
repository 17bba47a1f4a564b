package io.lasius.server.definition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lasius.replication.ConnectorRole;
import io.lasius.server.OnEachDatabase;
import io.lasius.server.StoreUnderTest;
import io.lasius.server.http.ProblemException;
import io.lasius.server.workspace.Workspace;
import java.sql.SQLException;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
@OnEachDatabase
final class DefinitionChoiceTest {
  /** What PyAirbyte asks for by an id alone. */
  private static final UUID DEV_NULL = UUID.fromString("a7bcc9d8-13b3-4e49-b80d-d020b90045e3");

  private final StoreUnderTest store;
  private final DefinitionChoice choice;
  private final DefinitionStore definitions;

  DefinitionChoiceTest(StoreUnderTest store) {
    this.store = store;
    this.choice = store.bean(DefinitionChoice.class);
    this.definitions = store.bean(DefinitionStore.class);
  }

  @AfterEach
  void clear() throws SQLException {
    store.execute("DELETE FROM connector_definition WHERE workspace_id IS NOT NULL");
    store.clear();
  }

  @Test
  void findsAConnectorOfAirbytesByTheIdOfItsRegistry() {
    assertThatThrownBy(() -> choice.ofId(ConnectorRole.DESTINATION, Workspace.DEFAULT, DEV_NULL))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining(DEV_NULL.toString());

    var mirrored = save("mirror.example/airbyte/destination-dev-null", Workspace.DEFAULT);

    assertThat(choice.ofId(ConnectorRole.DESTINATION, Workspace.DEFAULT, DEV_NULL))
        .isEqualTo(mirrored);
    assertThatThrownBy(() -> choice.ofId(ConnectorRole.SOURCE, Workspace.DEFAULT, DEV_NULL))
        .isInstanceOf(ProblemException.class);
  }

  @Test
  void findsNoneOfAnotherWorkspace() throws Exception {
    save("airbyte/destination-dev-null", store.workspace());

    assertThatThrownBy(() -> choice.ofId(ConnectorRole.DESTINATION, Workspace.DEFAULT, DEV_NULL))
        .isInstanceOf(ProblemException.class);
  }

  @Test
  void takesNoConnectorForOneOfAirbytesThatIsUsedAsSomethingElse() {
    save(ConnectorRole.SOURCE, "airbyte/destination-dev-null", null);
    var manifest = save(ConnectorRole.DESTINATION, "airbyte/destination-dev-null", "{}");

    assertThat(choice.find(ConnectorRole.SOURCE, Workspace.DEFAULT, DEV_NULL)).isEmpty();
    assertThat(choice.find(ConnectorRole.DESTINATION, Workspace.DEFAULT, DEV_NULL)).isEmpty();
    assertThat(choice.find(ConnectorRole.DESTINATION, Workspace.DEFAULT, manifest.id()))
        .contains(manifest);
  }

  @Test
  void findsTheOneThatCameAfterOneThatWasDeleted() throws Exception {
    var first = save("airbyte/destination-dev-null", Workspace.DEFAULT);
    var second = save("airbyte/destination-dev-null", Workspace.DEFAULT);

    definitions.markDeleted(first.id());

    assertThat(choice.find(ConnectorRole.DESTINATION, Workspace.DEFAULT, DEV_NULL))
        .contains(second);
    assertThat(choice.find(ConnectorRole.DESTINATION, Workspace.DEFAULT, first.id())).isEmpty();
  }

  @Test
  void takesTheWorkspacesOwnConnectorOfATypeBeforeThatOfThePlatform() {
    assertThat(postgres().dockerRepository()).isEqualTo("lasius/destination-postgres");

    var own = save("airbyte/destination-postgres", Workspace.DEFAULT);

    assertThat(postgres()).isEqualTo(own);
  }

  private ConnectorDefinition postgres() {
    return choice.ofType(
        ConnectorRole.DESTINATION, Workspace.DEFAULT, "destinationType", "postgres");
  }

  private ConnectorDefinition save(String repository, UUID workspace) {
    return save(ConnectorRole.DESTINATION, repository, workspace, null);
  }

  private ConnectorDefinition save(
      ConnectorRole role, String repository, @Nullable String manifest) {
    return save(role, repository, Workspace.DEFAULT, manifest);
  }

  private ConnectorDefinition save(
      ConnectorRole role, String repository, UUID workspace, @Nullable String manifest) {
    var id = UUID.randomUUID();
    definitions.save(
        new ConnectorDefinition(
            id,
            workspace,
            role,
            "d",
            repository,
            "1",
            null,
            null,
            null,
            null,
            null,
            null,
            manifest,
            manifest == null ? null : 1L,
            Instant.now(),
            false));
    return definitions.findById(id).orElseThrow();
  }
}
