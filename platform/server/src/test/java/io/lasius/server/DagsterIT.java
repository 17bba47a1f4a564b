package io.lasius.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.lasius.protocol.json.Json;
import io.lasius.server.access.AdminFile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Dagster's integration, unchanged: it syncs and watches by Airbyte's configuration API. */
@Timeout(300)
final class DagsterIT {
  private static final Duration SET_UP_LIMIT = Duration.ofMinutes(3);
  private static final Duration LIMIT = Duration.ofSeconds(100);

  @TempDir private Path folder;

  @Test
  void runsASyncAndPassesItsLogOn() throws Exception {
    var python =
        Command.ofClone("docker/python-client/build").with("dagster-airbyte").run(SET_UP_LIMIT);
    assertThat(python.status()).as(python.output()).isZero();
    try (var server = ServerUnderTest.start(folder, Map.of("lasius.discover-wait", "60s"))) {
      var admin = AdminFile.read(folder.resolve("admin.env")).orElseThrow();
      var operator = new Operator(server.api());
      var connection =
          operator.connection(
              operator.source("{'sourceType':'sample','count':1000}"),
              operator.destination("{'destinationType':'file','folder':'/local/shop'}"),
              "users");
      var address = server.api().address();

      var run =
          Command.of(python.lastLine())
              .with("src/test/python/dagster_client.py")
              .with(address.getHost(), Integer.toString(address.getPort()), connection)
              .variable("LASIUS_CLIENT_ID", admin.clientId().toString())
              .variable("LASIUS_CLIENT_SECRET", admin.clientSecret())
              .run(LIMIT);

      assertThat(run.status()).as(run.output()).isZero();
      assertThat(run.output())
          .contains(" INFO platform > the attempt ended: succeeded; 1000 records emitted")
          .doesNotContain("; 0 records emitted");
      assertThat(Json.parse(run.lastLine()))
          .isEqualTo(
              Json.parse(
                  """
                  {"with logs": {"status": "succeeded", "records": 1000, "streams": ["users"]},
                   "without": {"status": "succeeded", "records": 0, "streams": ["users"]},
                   "selected": ["users"]}\
                  """));
    }
  }
}
