package io.lasius.server.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.lasius.server.Operator;
import io.lasius.server.ServerProcess;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(180)
final class RotationIT {
  @TempDir private Path folder;

  @Test
  void showsNeitherTheOldNorTheNewOfASecretThatItsConnectorReplaces() throws Exception {
    var settings = Map.of("LASIUS_LOG_LEVEL", "INFO", "LASIUS_RETRY_DELAY", "1s");
    try (var server = ServerProcess.start(folder, settings)) {
      var operator = new Operator(server.api());
      var source = RotatingConnector.source(operator);
      var connection =
          operator.connectionOf(
              source, operator.destination("{'destinationType':'file'}"), "{'name':'keys'}");

      var sync = operator.sync(connection);

      // A read, then twice a check: one that lets a read follow, and one that fails.
      assertThat(sync.attempts()).as("%s", sync).hasSize(3);
      for (var attempt = 0; attempt < sync.attempts().size(); attempt++) {
        assertThat(sync.attempts().get(attempt).toString())
            .contains("**********, then **********")
            .doesNotContain(RotatingConnector.PASSWORD);
        var path = "/jobs/%d/attempts/%d/logs".formatted(sync.number(), attempt);
        assertThat(server.api().get(path).body())
            .contains("**********, then **********")
            .doesNotContain(RotatingConnector.PASSWORD);
      }
      var check = server.api().post("/sources/%s/check".formatted(source), "");
      assertThat(check.status()).as(check.body()).isEqualTo(422);
      assertThat(check.body())
          .contains("**********, then **********")
          .doesNotContain(RotatingConnector.PASSWORD);
      server.stop();
      assertThat(server.errors()).contains("Attempt").doesNotContain(RotatingConnector.PASSWORD);
    }
  }
}
