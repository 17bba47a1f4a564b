package io.lasius.server.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.node.TextNode;
import io.lasius.server.Application;
import io.lasius.server.ServerUnderTest;
import io.lasius.server.StoredConnection;
import io.lasius.server.workspace.Workspace;
import io.micronaut.transaction.TransactionOperations;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A new key for all that a database holds encrypted. */
@Timeout(60)
final class KeyRotationTest {
  private static final String WORKSPACE = "/workspaces/" + Workspace.DEFAULT;

  @TempDir private Path folder;

  @Test
  void encryptsAllThatIsEncryptedWithAnotherKey() throws Exception {
    UUID actor;
    UUID connection;
    UUID definition;
    String token;
    try (var server = ServerUnderTest.start(folder, Map.of())) {
      var stored = StoredConnection.in(server, Workspace.DEFAULT);
      actor = stored.sourceId();
      connection = stored.id();
      put(server, new SecretOwner.Actor(actor, Workspace.DEFAULT), "of an actor");
      put(server, new SecretOwner.Connection(connection, Workspace.DEFAULT), "of a connection");
      definition = definition(server);
      put(server, new SecretOwner.Definition(definition, Workspace.DEFAULT), "of a definition");
      var url =
          "{'notifications':{'failure':{'webhook':{'enabled':true,'url':'http://127.0.0.1:9/hook'}}}}";
      assertThat(server.api().call("PATCH", WORKSPACE, url).status()).isEqualTo(200);
      // The second one keeps the first for a while.
      server.api().post(WORKSPACE + "/notifications/signingSecret", "{}");
      server.api().post(WORKSPACE + "/notifications/signingSecret", "{}");
      token = accessToken(server);
    }
    var before = encrypted();

    var rotated = Application.rotateKey(Map.of("lasius.data", folder.toString()));

    var after = encrypted();
    assertThat(before).hasSize(7).allMatch(text -> text.startsWith(before.getFirst()));
    assertThat(after).hasSize(7).allMatch(text -> text.startsWith(after.getFirst()));
    assertThat(after.getFirst()).isNotEqualTo(before.getFirst());
    // The signing secret and the one before it are kept together.
    assertThat(rotated.count()).isEqualTo(6);
    assertThat(Files.readAllLines(folder.resolve("secret.key"))).hasSize(1);
    try (var server = ServerUnderTest.start(folder, Map.of())) {
      var secrets = server.bean(SecretStore.class);
      assertThat(secrets.values(new SecretOwner.Actor(actor, Workspace.DEFAULT)).values())
          .containsExactly(TextNode.valueOf("of an actor"));
      assertThat(secrets.values(new SecretOwner.Connection(connection, Workspace.DEFAULT)).values())
          .containsExactly(TextNode.valueOf("of a connection"));
      assertThat(secrets.values(new SecretOwner.Definition(definition, Workspace.DEFAULT)).values())
          .containsExactly(TextNode.valueOf("of a definition"));
      assertThat(server.api().get(WORKSPACE).body()).contains("127.0.0.1:9");
      // Tokens outlive it.
      var asked =
          server.api().requestAt("/api/public/v1/users/me").setHeader("Authorization", token);
      assertThat(server.api().send(asked.GET()).status()).isEqualTo(200);
    }
  }

  @Test
  void changesNothingWhereASecretCannotBeDecrypted() throws Exception {
    try (var server = ServerUnderTest.start(folder, Map.of())) {
      var stored = StoredConnection.in(server, Workspace.DEFAULT);
      put(server, new SecretOwner.Actor(stored.sourceId(), Workspace.DEFAULT), "s");
      put(server, new SecretOwner.Connection(stored.id(), Workspace.DEFAULT), "s");
      server.execute("UPDATE secret SET encrypted = 'v1:' WHERE connection_id = ?", stored.id());
    }
    var before = encrypted();

    assertThatExceptionOfType(SecretException.class)
        .isThrownBy(() -> Application.rotateKey(Map.of("lasius.data", folder.toString())));

    // Both keys are kept, and the next call goes on.
    assertThat(encrypted()).isEqualTo(before);
    assertThat(Files.readAllLines(folder.resolve("secret.key"))).hasSize(2);
  }

  private static UUID definition(ServerUnderTest server) throws Exception {
    var manifest = "{'spec':{'connection_specification':{}}}";
    var made =
        server
            .api()
            .post(
                WORKSPACE + "/definitions/declarative_sources",
                "{'name':'crm','manifest':%s}".formatted(manifest));
    return UUID.fromString(made.json().path("id").asText());
  }

  private static void put(ServerUnderTest server, SecretOwner owner, String value) {
    var id = UUID.randomUUID();
    TransactionOperations<?> transactions = server.bean(TransactionOperations.class);
    transactions.executeWrite(_ -> {
      server.bean(SecretStore.class).put(owner, Map.of(id, TextNode.valueOf(value)), Set.of(id));
      return null;
    });
  }

  private static String accessToken(ServerUnderTest server) throws Exception {
    var made = server.api().post("/applications", "{'name':'a'}").json();
    var body =
        "{'client_id':'%s','client_secret':'%s'}"
            .formatted(made.path("clientId").asText(), made.path("clientSecret").asText());
    var answer = server.api().post("/applications/token", body);
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    return "Bearer " + answer.json().path("access_token").asText();
  }

  /** The beginnings of all encrypted texts of the database, which tell the key. */
  private List<String> encrypted() throws Exception {
    var form = Pattern.compile("v1:[A-Za-z0-9+/]{0,8}");
    return ServerUnderTest.script(folder).stream()
        .flatMap(line -> form.matcher(line).results())
        .map(MatchResult::group)
        .toList();
  }
}
