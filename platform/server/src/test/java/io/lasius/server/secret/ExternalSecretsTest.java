package io.lasius.server.secret;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.sun.net.httpserver.HttpServer;
import io.lasius.server.secret.ExternalSecretSettings.Vault;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
final class ExternalSecretsTest {
  private static final UUID WORKSPACE = UUID.fromString("11111111-1111-1111-1111-111111111111");
  private static final String TOKEN = "the vault's token";
  private static final String PLANTED = "planted";

  @TempDir private Path folder;
  private HttpServer vault;
  private ExternalSecrets secrets;

  @BeforeEach
  void start() throws IOException {
    vault = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    answer("secret/data/lasius/v2", 200, "{'data':{'data':{'key':'of v2'},'metadata':{}}}");
    answer("secret/data/lasius/v1", 200, "{'data':{'key':'of v1','deep':{'a':1}}}");
    answer("secret/data/lasius/sealed", 503, "{'errors':['Vault is sealed']}");
    answer("secret/data/lasius/html", 200, "<html>" + PLANTED + "</html>");
    answer("secret/data/other/v2", 200, "{'data':{'data':{'key':'" + PLANTED + "'}}}");
    vault.start();
    var settings =
        new ExternalSecretSettings(
            "SECRET_", folder.toString(), new Vault(address(), TOKEN, "secret/data/lasius/"));
    secrets =
        ExternalSecrets.of(
            Map.of("SECRET_DB", "of the environment", "LASIUS_SECRET_KEY", PLANTED), settings);
  }

  @AfterEach
  void stop() {
    vault.stop(0);
  }

  @Test
  void readsAVariable() {
    assertThat(read("env:SECRET_DB")).isEqualTo("of the environment");
  }

  @Test
  void readsAFileWithoutItsLastLineBreakAndAsItIsNow() throws IOException {
    Files.writeString(folder.resolve("db"), "two\nlines\n");
    assertThat(read("file:db")).isEqualTo("two\nlines");

    Files.writeString(folder.resolve("db"), "changed");

    assertThat(read("file:db")).isEqualTo("changed");
  }

  @Test
  void readsBothVersionsOfAVaultsEngine() {
    assertThat(read("vault:secret/data/lasius/v2#key")).isEqualTo("of v2");
    assertThat(read("vault:secret/data/lasius/v1#key")).isEqualTo("of v1");
  }

  @Test
  void leavesOtherSecretsAsTheyAre() {
    var text = JsonNodeFactory.instance.textNode("env:SECRET_DB");
    var number = JsonNodeFactory.instance.numberNode(1);
    var object = JsonNodeFactory.instance.objectNode().put("_secret", "x:y").put("more", 1);

    assertThat(secrets.resolve(WORKSPACE, text)).isSameAs(text);
    assertThat(secrets.resolve(WORKSPACE, number)).isSameAs(number);
    assertThat(secrets.resolve(WORKSPACE, object)).isSameAs(object);
  }

  /** Whoever edits a connection must not get what the server itself keeps secret. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "env:LASIUS_SECRET_KEY",
        "env:PATH",
        "file:../secret.key",
        "file:/etc/passwd",
        "file:.hidden",
        "file:",
        "vault:secret/data/other/v2#key",
        "vault:secret/data/lasius/../other/v2#key",
        "vault:secret/data/lasius/v2",
        "vault:sys/seal#key",
        "aws:key",
        "env:SECRET_MISSING",
        "file:missing",
        "vault:secret/data/lasius/v1#missing",
        "vault:secret/data/lasius/v1#deep",
        "vault:secret/data/lasius/missing#key",
        "vault:secret/data/lasius/html#key"
      })
  void refusesWhatIsNotThereOrNotForConnectors(String reference) {
    assertThatThrownBy(() -> read(reference))
        .isInstanceOfSatisfying(
            ExternalSecretException.class, failure -> assertThat(failure.isPassing()).isFalse())
        .hasMessageNotContainingAny(PLANTED, TOKEN);
  }

  @ParameterizedTest
  @CsvSource({
    "vault:secret/data/lasius/sealed#key, 503",
    "vault:secret/data/lasius/v2#key, answer"
  })
  void saysThatItMayPassWhereAVaultIsAway(String reference, String reason) {
    if (!reason.equals("503")) {
      vault.stop(0);
    }

    assertThatThrownBy(() -> read(reference))
        .isInstanceOfSatisfying(
            ExternalSecretException.class, failure -> assertThat(failure.isPassing()).isTrue())
        .hasMessageContaining(reason)
        .hasMessageNotContaining(TOKEN);
  }

  @Test
  void showsNoTokenOfAVault() {
    assertThat(new Vault(address(), TOKEN, "").toString()).doesNotContain(TOKEN);
  }

  @ParameterizedTest
  @CsvSource({
    "env:SECRET_WORKSPACE_DB, env:SECRET_OTHER_DB",
    "file:db, file:theirs",
    "vault:secret/data/lasius/WORKSPACE/v2#key, vault:secret/data/lasius/OTHER/v2#key",
    "vault:secret/data/lasius/WORKSPACE/v2#key, vault:secret/data/lasius/v2#key"
  })
  void readsThoseOfItsWorkspaceAloneWhereTheSettingsTellThem(String own, String foreign)
      throws IOException {
    var other = UUID.fromString("22222222-2222-2222-2222-222222222222");
    for (var workspace : List.of(WORKSPACE, other)) {
      answer(
          "secret/data/lasius/" + workspace + "/v2",
          200,
          "{'data':{'key':'of " + workspace + "'}}");
      Files.createDirectories(folder.resolve(workspace.toString()));
      Files.writeString(folder.resolve(workspace.toString()).resolve("db"), "of " + workspace);
    }
    Files.writeString(folder.resolve(other.toString()).resolve("theirs"), "of " + other);
    var scoped =
        ExternalSecrets.of(
            Map.of(
                "SECRET_" + variable(WORKSPACE) + "_DB", "of " + WORKSPACE,
                "SECRET_" + variable(other) + "_DB", "of " + other),
            new ExternalSecretSettings(
                "SECRET_{workspace}_",
                folder + "/{workspace}",
                new Vault(address(), TOKEN, "secret/data/lasius/{workspace}/")));

    assertThat(read(scoped, named(own, other))).isEqualTo("of " + WORKSPACE);
    assertThatThrownBy(() -> read(scoped, named(foreign, other)))
        .isInstanceOf(ExternalSecretException.class)
        .hasMessageNotContaining("of " + other);
  }

  private static String named(String reference, UUID other) {
    var env = reference.startsWith("env:");
    return reference
        .replace("WORKSPACE", env ? variable(WORKSPACE) : WORKSPACE.toString())
        .replace("OTHER", env ? variable(other) : other.toString());
  }

  private static String variable(UUID workspace) {
    return workspace.toString().replace('-', '_');
  }

  private String read(String reference) {
    return read(secrets, reference);
  }

  private static String read(ExternalSecrets secrets, String reference) {
    var named = JsonNodeFactory.instance.objectNode().put("_secret", reference);
    return secrets.resolve(WORKSPACE, named).asText();
  }

  private URI address() {
    return URI.create("http://127.0.0.1:" + vault.getAddress().getPort());
  }

  private void answer(String path, int status, String json) {
    var body = json.replace('\'', '"').getBytes(UTF_8);
    vault.createContext(
        "/v1/" + path,
        exchange -> {
          try (exchange) {
            var known = TOKEN.equals(exchange.getRequestHeaders().getFirst("X-Vault-Token"));
            var exact = exchange.getRequestURI().getPath().equals("/v1/" + path);
            int code = !known ? 403 : exact ? status : 404;
            exchange.sendResponseHeaders(code, body.length);
            exchange.getResponseBody().write(body);
          }
        });
  }
}
