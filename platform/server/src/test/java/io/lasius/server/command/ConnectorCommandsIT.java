package io.lasius.server.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.lasius.server.Docker;
import io.lasius.server.Operator;
import io.lasius.server.ServerProcess;
import io.lasius.server.ShellConnector;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
final class ConnectorCommandsIT {
  private static final String NAME = "source-silent";
  private static final String BEHAVIOUR =
      """
      case $1 in
      spec) echo '{"type":"SPEC","spec":{"connectionSpecification":{"type":"object"}}}' ;;
      *) sleep 600 ;;
      esac
      """;

  @TempDir private Path folder;

  @Test
  void leavesNoContainerBehindWhenItsServerIsStopped() throws Exception {
    ShellConnector.make(NAME, BEHAVIOUR);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor();
        var server = ServerProcess.start(folder, Map.of())) {
      var operator = new Operator(server.api());
      var definition = operator.definition("sources", "lasius/" + NAME, "dev", ",'network':'host'");
      var source = operator.source(definition, "{}");
      var check =
          threads.submit(() -> server.api().post("/sources/%s/check".formatted(source), ""));
      while (containers("running").size() < 2) {
        assertThat(check.isDone()).isFalse();
      }

      server.stop();

      assertThat(containers("running")).isEmpty();
      assertThat(containers("created")).isEmpty();
      assertThat(containers("exited")).isEmpty();
    }
  }

  /** A check and a discover, in that status. */
  private static List<String> containers(String status) throws IOException, InterruptedException {
    return Docker.ofTests()
        .lines(
            "ps",
            "--all",
            "--quiet",
            "--filter",
            "ancestor=lasius/%s:dev".formatted(NAME),
            "--filter",
            "status=" + status);
  }
}
