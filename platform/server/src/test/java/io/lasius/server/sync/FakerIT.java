package io.lasius.server.sync;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.lasius.protocol.json.Json;
import io.lasius.server.Command;
import io.lasius.server.Operator;
import io.lasius.server.ServerUnderTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Airbyte's faker of PyPI, unmodified. The system property {@code lasius.faker.users} makes it
 * longer.
 */
@Timeout(600)
final class FakerIT {
  private static final String VERSION = "7.2.1";
  private static final Duration BUILD_LIMIT = Duration.ofMinutes(8);
  private static final Duration SYNC_LIMIT = Duration.ofMinutes(8);
  private static final int USERS = Integer.getInteger("lasius.faker.users", 10_000);

  @TempDir private Path folder;

  @Test
  void isSyncedFromItsImagesNameAloneAndGoesOnFromItsState() throws Exception {
    var image =
        Command.ofClone("docker/python-connector/build")
            .with("airbyte-source-faker", VERSION)
            .run(BUILD_LIMIT);
    assertThat(image.status()).as(image.output()).isZero();
    try (var server = ServerUnderTest.start(folder, Map.of("lasius.discover-wait", "60s"))) {
      var operator = new Operator(server.api());
      var definition =
          operator.definition("sources", "airbyte/source-faker", VERSION, ",'network':'none'");
      // Not always updated: who was read is not read again.
      var source =
          operator.source(
              definition,
              "{'count':%d,'always_updated':false,'seed':7,'parallelism':2}".formatted(USERS));
      var destination = operator.destination("{'destinationType':'file','folder':'/local/faker'}");
      var connection = operator.connection(source, destination, "users");

      var first = sync(operator, connection);
      var second = sync(operator, connection);

      assertComplete(first, USERS);
      assertComplete(second, 0);
    }
    assertThat(ids()).isEqualTo(IntStream.rangeClosed(1, USERS).boxed().toList());
  }

  private static Operator.Sync sync(Operator operator, String connection)
      throws IOException, InterruptedException {
    return operator.awaitEnd(operator.start(connection), SYNC_LIMIT);
  }

  private static void assertComplete(Operator.Sync sync, int users) {
    assertThat(sync.status()).as("%s", sync).isEqualTo("succeeded");
    assertThat(sync.attempts()).hasSize(1);
    JsonNode stream = sync.last().path("streams").path(0);
    assertThat(stream.path("recordsEmitted").asLong(-1)).isEqualTo(users);
    assertThat(stream.path("recordsCommitted").asLong(-1)).isEqualTo(users);
    assertThat(sync.last().path("differences").isEmpty()).as("%s", sync).isTrue();
  }

  /** Its processes write in turns, so that ids come in any order. */
  private List<Integer> ids() throws IOException {
    try (var lines = Files.lines(folder.resolve("local/faker/users.jsonl"))) {
      return lines.map(FakerIT::id).sorted().toList();
    }
  }

  private static int id(String line) {
    try {
      return Json.parse(line).path("id").asInt(-1);
    } catch (IOException e) {
      throw new AssertionError(line, e);
    }
  }
}
