package io.lasius.server.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.lasius.server.Api;
import io.lasius.server.ServerUnderTest;
import io.lasius.server.StoredConnection;
import io.lasius.server.workspace.Workspace;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Changes of a connection that several make. */
@Timeout(60)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ConnectionVersionsTest {
  private final ServerUnderTest server;
  private final Api api;
  private String path = "";

  ConnectionVersionsTest(@TempDir Path folder) throws Exception {
    server = ServerUnderTest.start(folder, Map.of());
    api = server.api();
  }

  @BeforeEach
  void connect() throws Exception {
    path = "/connections/" + StoredConnection.in(server, Workspace.DEFAULT).id();
  }

  @AfterAll
  void stop() {
    server.close();
  }

  @Test
  void eachVersionHasATagOfItsOwn() throws Exception {
    var first = api.get(path).header("ETag");
    assertThat(api.get(path).header("ETag")).isEqualTo(first).matches("\"[0-9a-f]{16}\"");

    var changed = patch(first, "{'name':'renamed'}");

    assertThat(changed.status()).as(changed.body()).isEqualTo(200);
    assertThat(changed.header("ETag")).isNotEqualTo(first).isEqualTo(api.get(path).header("ETag"));
  }

  @Test
  void aChangeOfAVersionThatIsNoMoreIsRefused() throws Exception {
    var first = api.get(path).header("ETag");
    assertThat(patch(first, "{'name':'mine'}").status()).isEqualTo(200);

    var late = patch(first, "{'name':'theirs'}");

    assertThat(late.status()).isEqualTo(412);
    assertThat(late.body())
        .contains("precondition-failed", first.replace("\"", "\\\""), "read it again");
    assertThat(api.get(path).body()).contains("\"name\":\"mine\"");
    assertThat(api.send(api.request(path).header("If-Match", first).DELETE()).status())
        .isEqualTo(412);
    assertThat(api.send(api.request(path).header("If-Match", "*").DELETE()).status())
        .isEqualTo(204);
  }

  /** Each sends what it changes, and not what it once read. */
  @Test
  void changesOfDifferentFieldsAtOnceAllStay() throws Exception {
    Stream<Callable<Integer>> changes =
        Stream.of(
                "'name':'n'",
                "'prefix':'p_'",
                "'nonBreakingSchemaUpdatesBehavior':'propagate_fully'")
            .map(change -> () -> api.call("PATCH", path, "{%s}".formatted(change)).status());

    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      assertThat(threads.invokeAll(changes.toList())).allMatch(answer -> answer.resultNow() == 200);
    }

    assertThat(api.get(path).body())
        .contains(
            "\"name\":\"n\"",
            "\"prefix\":\"p_\"",
            "\"nonBreakingSchemaUpdatesBehavior\":\"propagate_fully\"");
  }

  private Api.Answer patch(String tag, String json) throws Exception {
    return api.send(
        api.request(path)
            .header("Content-Type", "application/json")
            .header("If-Match", tag)
            .method("PATCH", BodyPublishers.ofString(json.replace('\'', '"'))));
  }
}
