package io.lasius.server.actor;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.lasius.server.Operator;
import io.lasius.server.ServerProcess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
final class VaultIT {
  private static final String ROTATING = "rotating-geheim-";

  @TempDir private Path folder;

  @Test
  void writesASecretNowhereWhateverItsConnectorDoes() throws Exception {
    try (var server = ServerProcess.start(folder, Map.of("LASIUS_LOG_LEVEL", "INFO"))) {
      var operator = new Operator(server.api());
      var source =
          operator.source(
              VaultConnector.define(operator),
              VaultConnector.configuration(VaultConnector.PASSWORD));
      var connection =
          operator.connectionOf(
              source, operator.destination("{'destinationType':'file'}"), "{'name':'keys'}");

      var sync = operator.sync(connection);

      assertThat(sync.status()).isEqualTo("failed");
      assertThat(sync.last().toString())
          .contains("refused ")
          .doesNotContain(VaultConnector.PASSWORD);
      var log = server.api().get("/jobs/%d/attempts/0/logs".formatted(sync.number())).body();
      assertThat(log).contains("the password is ").doesNotContain(VaultConnector.PASSWORD);
      server.stop();
      assertThat(server.errors()).contains("Attempt").doesNotContain(VaultConnector.PASSWORD);
    }
    assertInNoFile(VaultConnector.PASSWORD);
  }

  /** A vault may give another value to whoever asks again. */
  @Test
  void writesNoSecretThatIsAnotherOneEachTimeThatItIsRead() throws Exception {
    var vault = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    var reads = new AtomicInteger();
    vault.createContext(
        "/v1/secret/data/lasius/keys",
        exchange -> {
          try (exchange) {
            var value = ROTATING + reads.incrementAndGet();
            var body = "{\"data\":{\"password\":\"%s\"}}".formatted(value).getBytes(UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
          }
        });
    vault.start();
    var settings =
        Map.of(
            "LASIUS_LOG_LEVEL",
            "INFO",
            "LASIUS_VAULT_ADDR",
            "http://127.0.0.1:" + vault.getAddress().getPort(),
            "LASIUS_VAULT_TOKEN",
            "t");
    try (var server = ServerProcess.start(folder, settings)) {
      var operator = new Operator(server.api());
      var source =
          operator.source(
              VaultConnector.define(operator),
              "{'host':'h','password':{'_secret':'vault:secret/data/lasius/keys#password'}}");
      var checked = server.api().post("/sources/%s/check".formatted(source), "{}");
      assertThat(checked.body()).contains("wrong password").doesNotContain(ROTATING);
      var connection =
          operator.connectionOf(
              source, operator.destination("{'destinationType':'file'}"), "{'name':'keys'}");

      var sync = operator.sync(connection);

      assertThat(sync.last().toString()).contains("refused ").doesNotContain(ROTATING);
      var log = server.api().get("/jobs/%d/attempts/0/logs".formatted(sync.number())).body();
      assertThat(log).contains("the password is ").doesNotContain(ROTATING);
      assertThat(server.errors()).doesNotContain(ROTATING);
    } finally {
      vault.stop(0);
    }
    assertThat(reads).hasValueGreaterThan(2);
    assertInNoFile(ROTATING);
  }

  private void assertInNoFile(String secret) throws IOException {
    try (var files = Files.walk(folder)) {
      var all = files.filter(Files::isRegularFile).toList();
      for (var file : all) {
        assertThat(Files.readString(file, ISO_8859_1)).as("%s", file).doesNotContain(secret);
      }
      // What is no secret can be read in the database's file, so a secret could be, too.
      assertThat(Files.readString(folder.resolve("database.mv.db"), ISO_8859_1))
          .contains("source-vault");
    }
  }
}
