package io.lasius.server.actor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import com.fasterxml.jackson.databind.node.TextNode;
import io.lasius.protocol.json.Json;
import io.lasius.replication.ConnectorRole;
import io.lasius.server.OnEachDatabase;
import io.lasius.server.StoreUnderTest;
import io.lasius.server.http.ProblemException;
import io.lasius.server.secret.SecretConfig;
import io.lasius.server.secret.SplitConfig;
import io.lasius.server.workspace.Workspace;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What was read is asked of a connector before it is stored, and others do not wait for that. */
@Timeout(30)
@OnEachDatabase
final class ActorConfigurationsTest {
  private final StoreUnderTest store;
  private final ActorStore actors;
  private final ActorConfigurations configurations;

  ActorConfigurationsTest(StoreUnderTest store) {
    this.store = store;
    this.actors = store.bean(ActorStore.class);
    this.configurations = store.bean(ActorConfigurations.class);
  }

  @BeforeEach
  void clear() throws SQLException {
    store.clear();
  }

  @Test
  void storesNoActorInAWorkspaceThatIsBeingDeleted() throws Exception {
    var workspace = store.workspace();
    var actor = read(store.actor(workspace, ConnectorRole.SOURCE));
    store.execute("DELETE FROM actor");

    assertProblemAfter(
        "UPDATE workspace SET deleted = TRUE WHERE id = '%s'".formatted(workspace),
        () -> configurations.insert(actor, Map.of()));

    assertThat(store.texts("SELECT id FROM actor")).isEmpty();
  }

  @Test
  void bringsNoActorBackThatIsBeingDeleted() throws Exception {
    var read = actor();

    assertProblemAfter(
        "UPDATE actor SET deleted = TRUE",
        () -> configurations.update(read, read.with("new", "{}"), Map.of()));

    assertThat(store.texts("SELECT name FROM actor WHERE deleted")).containsExactly("a");
  }

  /** 404 once somebody else's statement, which is under way as the call begins, is committed. */
  private void assertProblemAfter(String statement, Callable<Actor> call) throws Exception {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor();
        var other = store.connect()) {
      other.setAutoCommit(false);
      try (var deletion = other.createStatement()) {
        deletion.execute(statement);
      }
      var answer = threads.submit(call);
      store.awaitBlocked();
      other.commit();

      assertThatThrownBy(() -> answer.get(10, TimeUnit.SECONDS))
          .cause()
          .asInstanceOf(type(ProblemException.class))
          .satisfies(e -> assertThat(e.problem().status()).isEqualTo(404));
    }
  }

  /** Its secret would go with it, and what is stored would refer to nothing. */
  @Test
  void takesNoChangeOfWhatAConnectorChangedMeanwhile() throws Exception {
    var read = actor();
    var rotated = configurations.update(read.id(), split("rotated"));

    assertThatThrownBy(() -> configurations.update(read, read.with("new", "{}"), Map.of()))
        .asInstanceOf(type(ProblemException.class))
        .satisfies(e -> assertThat(e.problem().status()).isEqualTo(409));

    assertThat(read(read.id())).isEqualTo(rotated);
    assertThat(configurations.hydrated(rotated).plain())
        .isEqualTo(Json.parse("{\"token\":\"rotated\"}"));
    assertThat(configurations.hydrated(rotated).redaction().apply("it is rotated"))
        .isEqualTo("it is **********");
  }

  @Test
  void storesWhatAConnectorRotatedWithoutBringingBackAnything() throws Exception {
    var id = actor().id();
    store.execute("UPDATE actor SET deleted = TRUE, name = 'b'");

    var stored = configurations.update(id, split("rotated"));

    assertThat(List.of(stored.deleted(), stored.name())).isEqualTo(List.of(true, "b"));
  }

  private Actor actor() throws SQLException {
    return read(store.actor(Workspace.DEFAULT, ConnectorRole.SOURCE));
  }

  private Actor read(UUID id) {
    return actors.findById(id).orElseThrow();
  }

  private static SplitConfig split(String token) throws Exception {
    var secrets =
        SecretConfig.of(Json.parse("{\"properties\":{\"token\":{\"airbyte_secret\":true}}}"));
    return secrets.split(Json.mapper().createObjectNode().set("token", TextNode.valueOf(token)));
  }
}
