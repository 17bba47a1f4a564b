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
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
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
  void storesNoActorInAWorkspaceThatWasDeletedMeanwhile() throws Exception {
    var workspace = store.workspace();
    var actor = read(store.actor(workspace, ConnectorRole.SOURCE));
    store.execute("DELETE FROM actor");
    store.execute("UPDATE workspace SET deleted = TRUE WHERE id = ?", workspace);

    assertProblem(404, () -> configurations.insert(actor, Map.of()));

    assertThat(store.texts("SELECT id FROM actor")).isEmpty();
  }

  @Test
  void bringsNoActorBackThatWasDeletedMeanwhile() throws Exception {
    var read = actor();
    store.execute("UPDATE actor SET deleted = TRUE");

    assertProblem(404, () -> configurations.update(read, read.with("new", "{}"), Map.of()));

    assertThat(store.texts("SELECT name FROM actor WHERE deleted")).containsExactly("a");
  }

  /** Its secret would go with it, and what is stored would refer to nothing. */
  @Test
  void takesNoChangeOfWhatAConnectorChangedMeanwhile() throws Exception {
    var read = actor();
    var rotated = configurations.update(read.id(), split("rotated"));

    assertProblem(409, () -> configurations.update(read, read.with("new", "{}"), Map.of()));

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

  private static void assertProblem(int status, ThrowingCallable call) {
    assertThatThrownBy(call)
        .asInstanceOf(type(ProblemException.class))
        .satisfies(e -> assertThat(e.problem().status()).isEqualTo(status));
  }
}
