package io.lasius.server.definition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.lasius.protocol.json.Json;
import io.lasius.replication.ConnectorRole;
import io.lasius.server.OnEachDatabase;
import io.lasius.server.StoreUnderTest;
import io.lasius.server.http.ProblemException;
import io.lasius.server.secret.ExternalSecretException;
import io.lasius.server.secret.SecretOwner;
import io.lasius.server.secret.SecretStore;
import io.lasius.server.workspace.Workspace;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
@OnEachDatabase
final class TestingValuesTest {
  private static final JsonNode KEY = TextNode.valueOf("hunter2-geheim");

  private final StoreUnderTest store;
  private final TestingValues values;
  private final DefinitionStore definitions;
  private final SecretStore secrets;

  TestingValuesTest(StoreUnderTest store) {
    this.store = store;
    this.values = store.bean(TestingValues.class);
    this.definitions = store.bean(DefinitionStore.class);
    this.secrets = store.bean(SecretStore.class);
  }

  @AfterEach
  void clear() throws SQLException {
    store.execute("DELETE FROM secret");
    store.execute("DELETE FROM connector_definition WHERE workspace_id IS NOT NULL");
    store.clear();
  }

  @Test
  void keepsSecretsApartAndShowsThemMasked() throws Exception {
    var definition = definition("key");
    assertThat(values.masked(definition)).isNull();

    var put = values.put(definition, json("{'key':'hunter2-geheim','since':'2024'}"));

    assertThat(put).isEqualTo(json("{'key':'**********','since':'2024'}"));
    assertThat(values.masked(definition)).isEqualTo(put);
    assertThat(stored(definition)).contains("2024").doesNotContain("geheim");
    assertThat(secretsOf(definition)).containsExactly(KEY);
  }

  @Test
  void keepsWhatComesBackMaskedAndForgetsWhatDoesNotComeBack() throws Exception {
    var definition = definition("key");
    values.put(definition, json("{'key':'hunter2-geheim','since':'2024'}"));

    values.put(definition, json("{'key':'**********','since':'2025'}"));

    assertThat(stored(definition)).contains("2025");
    assertThat(secretsOf(definition)).containsExactly(KEY);
    values.put(definition, json("{'key':null}"));
    assertThat(values.masked(definition)).isEqualTo(json("{'key':null}"));
    assertThat(secretsOf(definition)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"{'key':'**********'}", "{'key':'k','since':{'_secret':'made up'}}"})
  void refusesWhatStandsForNothing(String sent) throws Exception {
    var definition = definition("key");

    assertThatThrownBy(() -> values.put(definition, json(sent)))
        .isInstanceOfSatisfying(
            ProblemException.class, e -> assertThat(e.problem().status()).isEqualTo(422));

    assertThat(values.masked(definition)).isNull();
  }

  @Test
  void refusesASecretOutsideThatItsWorkspaceMayNotHave() throws Exception {
    var definition = definition("key");

    assertThatThrownBy(() -> values.put(definition, json("{'key':{'_secret':'env:PATH'}}")))
        .isInstanceOf(ExternalSecretException.class);

    assertThat(values.masked(definition)).isNull();
  }

  @Test
  void masksAndKeepsWhatTheManifestCalledASecretOrDoesByNow() throws Exception {
    var definition = definition("key");
    values.put(definition, json("{'key':'hunter2-geheim','since':'2024'}"));

    var changed = changed(definition, "since");

    var masked = json("{'key':'**********','since':'**********'}");
    assertThat(values.masked(changed)).isEqualTo(masked);
    assertThat(values.put(changed, masked)).isEqualTo(masked);
    assertThat(stored(changed)).doesNotContain("2024", "geheim");
    assertThat(secretsOf(changed)).containsExactlyInAnyOrder(KEY, TextNode.valueOf("2024"));
  }

  /** What was a secret of the manifest before could else be stored as none, or be lost. */
  @Test
  void storesNothingByAManifestThatWasChangedMeanwhile() throws Exception {
    var definition = definition("key");
    var _ = changed(definition, "since");

    assertThatThrownBy(() -> values.put(definition, json("{'since':'hunter2-geheim'}")))
        .isInstanceOfSatisfying(
            ProblemException.class, e -> assertThat(e.problem().status()).isEqualTo(409));

    assertThat(definitions.findTestingValues(definition.id())).isEmpty();
  }

  @Test
  void goWithTheirDefinition() throws Exception {
    var definition = definition("key");
    values.put(definition, json("{'key':'hunter2-geheim'}"));

    values.deleteWith(definition);

    assertThat(definitions.findById(definition.id()).orElseThrow().deleted()).isTrue();
    assertThat(definitions.findTestingValues(definition.id())).isEmpty();
    assertThat(secretsOf(definition)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "UPDATE connector_definition SET deleted = TRUE WHERE workspace_id = '%s'",
        "UPDATE workspace SET deleted = TRUE WHERE id = '%s'"
      })
  void storesNothingInWhatIsBeingDeleted(String sql) throws Exception {
    var workspace = store.workspace();
    var definition = definition(workspace, "key");
    try (var threads = Executors.newVirtualThreadPerTaskExecutor();
        var deletion = store.connect()) {
      deletion.setAutoCommit(false);
      try (var statement = deletion.createStatement()) {
        statement.execute(sql.formatted(workspace));
      }
      var put = threads.submit(() -> values.put(definition, json("{'key':'hunter2-geheim'}")));
      store.awaitBlocked();
      deletion.commit();

      assertThatThrownBy(() -> put.get(10, TimeUnit.SECONDS))
          .isInstanceOf(ExecutionException.class)
          .hasCauseInstanceOf(ProblemException.class);
    }
    assertThat(definitions.findTestingValues(definition.id())).isEmpty();
    assertThat(secretsOf(definition)).isEmpty();
  }

  private String stored(ConnectorDefinition definition) {
    return definitions.findTestingValues(definition.id()).orElseThrow();
  }

  private Collection<JsonNode> secretsOf(ConnectorDefinition definition) {
    var workspace = definition.workspaceId();
    return workspace == null
        ? List.of()
        : secrets.values(new SecretOwner.Definition(definition.id(), workspace)).values();
  }

  private ConnectorDefinition changed(ConnectorDefinition definition, String secret) {
    assertThat(definitions.change(definition.id(), 1, manifest(secret), "r", "t")).isEqualTo(1);
    return definitions.findById(definition.id()).orElseThrow();
  }

  private ConnectorDefinition definition(String secret) {
    return definition(Workspace.DEFAULT, secret);
  }

  private ConnectorDefinition definition(UUID workspace, String secret) {
    var id = UUID.randomUUID();
    definitions.save(
        new ConnectorDefinition(
            id,
            workspace,
            ConnectorRole.SOURCE,
            "crm",
            "lasius/manifests",
            "1",
            null,
            null,
            null,
            null,
            null,
            null,
            manifest(secret),
            1L,
            Instant.now(),
            false));
    return definitions.findById(id).orElseThrow();
  }

  private static String manifest(String secret) {
    return "{'spec':{'connection_specification':{'properties':{'%s':{'airbyte_secret':true}}}}}"
        .formatted(secret)
        .replace('\'', '"');
  }

  private static ObjectNode json(String text) throws JsonProcessingException {
    return (ObjectNode) Json.parse(text.replace('\'', '"'));
  }
}
