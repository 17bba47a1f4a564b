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
import java.util.Map;
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
            "SECRET_", folder, new Vault(address(), TOKEN, "secret/data/lasius/"));
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

    assertThat(secrets.resolve(text)).isSameAs(text);
    assertThat(secrets.resolve(number)).isSameAs(number);
    assertThat(secrets.resolve(object)).isSameAs(object);
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

  private String read(String reference) {
    return secrets
        .resolve(JsonNodeFactory.instance.objectNode().put("_secret", reference))
        .asText();
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
