package io.lasius.server.actor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lasius.protocol.json.Json;
import io.lasius.server.ServerUnderTest;
import io.lasius.server.StoredConnection;
import io.lasius.server.secret.ExternalSecretException;
import io.lasius.server.secret.SecretConfig;
import io.lasius.server.workspace.Workspace;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Secrets that are kept outside for one workspace. */
@Timeout(60)
final class WorkspaceSecretsTest {
  @TempDir private Path folder;

  @Test
  void areThereForTheSourcesOfThatWorkspaceAlone() throws Exception {
    var secrets = folder.resolve("secrets");
    var settings =
        Map.<String, Object>of("lasius.secrets-folder", secrets.resolve("{workspace}").toString());
    try (var server = ServerUnderTest.start(folder, settings)) {
      var made = server.api().post("/workspaces", "{'name':'other'}").json();
      var other = UUID.fromString(made.path("workspaceId").asText());
      Files.createDirectories(secrets.resolve(Workspace.DEFAULT.toString()));
      Files.writeString(secrets.resolve(Workspace.DEFAULT.toString()).resolve("db"), "geheim");

      assertThat(hydrated(server, Workspace.DEFAULT)).contains("geheim");
      assertThatThrownBy(() -> hydrated(server, other))
          .isInstanceOf(ExternalSecretException.class)
          .hasMessageContaining(other.toString());
    }
  }

  /** A source's configuration that names a secret, before it is stored and after. */
  private static String hydrated(ServerUnderTest server, UUID workspace) throws Exception {
    var configurations = server.bean(ActorConfigurations.class);
    var schema = "{\"properties\":{\"password\":{\"airbyte_secret\":true}}}";
    var split =
        SecretConfig.of(Json.parse(schema))
            .split((ObjectNode) Json.parse("{\"password\":{\"_secret\":\"file:db\"}}"));
    var id = StoredConnection.in(server, workspace).sourceId();
    var stored = configurations.update(id, split);
    var after = configurations.hydrated(stored).plain();
    assertThat(configurations.hydrated(workspace, split, null)).isEqualTo(after);
    return after.toString();
  }
}
