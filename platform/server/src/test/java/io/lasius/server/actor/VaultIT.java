package io.lasius.server.actor;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.lasius.server.Operator;
import io.lasius.server.ServerProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
final class VaultIT {
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
