package io.lasius.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.lasius.server.workspace.Workspace;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(180)
final class DurabilityIT {
  private static final int ROUNDS = 4;
  private static final int OBJECTS_PER_ROUND = 5;
  private static final int SIGTERM = 15;
  private static final Duration LIMIT = Duration.ofSeconds(60);

  @TempDir private Path folder;

  @Test
  void keepsEveryObjectThatWasAnsweredWhenItIsKilledRightAfterTheAnswer() throws Exception {
    var answered = new ArrayList<String>();
    for (int round = 0; round < ROUNDS; round++) {
      try (var server = ServerProcess.start(folder, Map.of())) {
        for (int i = 0; i < OBJECTS_PER_ROUND; i++) {
          answered.add(createDestination(server.api()));
        }
        server.kill();
      }
    }

    try (var server = ServerProcess.start(folder, Map.of())) {
      assertThat(destinations(server.api())).containsExactlyElementsOf(answered);
    }
  }

  @Test
  void endsAtOnceWhenItIsAskedTo() throws Exception {
    try (var server = ServerProcess.start(folder, Map.of())) {
      var status = server.stop();

      assertThat(status).isEqualTo(128 + SIGTERM);
    }
  }

  @Test
  void refusesASecondServerOnItsDataAndGoesOnAnswering() throws Exception {
    try (var server = ServerProcess.start(folder, Map.of())) {
      var made = createDestination(server.api());
      var place = Map.of("LASIUS_DATA", folder.toString(), "LASIUS_PORT", "-1");

      var second = new Command(ServerProcess.command("up"), place).run(LIMIT);

      assertThat(second.status()).as(second.output()).isEqualTo(1);
      assertThat(second.lastLine())
          .endsWith(
              "another server uses the data folder %s: stop it, or set LASIUS_DATA to another one"
                  .formatted(folder));
      assertThat(destinations(server.api())).containsExactly(made);
    }
  }

  private static String createDestination(Api api) throws Exception {
    var answer =
        api.post(
            "/destinations",
            """
            {'workspaceId':'%s','name':'kept','configuration':{'destinationType':'file'}}\
            """
                .formatted(Workspace.DEFAULT));
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    return answer.json().path("destinationId").textValue();
  }

  private static List<String> destinations(Api api) throws Exception {
    var answer = api.get("/destinations?limit=100");
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    return answer.json().path("data").findValuesAsText("destinationId");
  }
}
