package io.lasius.server.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.lasius.server.Command;
import io.lasius.server.Operator;
import io.lasius.server.ServerProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The disk of the logs is a small one, in memory. */
@Timeout(120)
final class FullDiskIT {
  private static final Duration LIMIT = Duration.ofMinutes(1);
  private static final String NAME = "no disk left for logs";

  @TempDir private Path folder = Path.of("");

  @BeforeEach
  void mount() throws IOException, InterruptedException {
    var logs = Files.createDirectories(folder.resolve("logs"));
    run("mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", logs.toString());
  }

  @AfterEach
  void unmount() throws IOException, InterruptedException {
    run("umount", folder.resolve("logs").toString());
  }

  @Test
  void endsNoSyncWhereNothingMoreCanBeLogged() throws Exception {
    try (var server = ServerProcess.start(folder, Map.of("LASIUS_DISCOVER_WAIT", "60s"));
        var table = new FaultTable(NAME)) {
      var operator = new Operator(server.api());
      var chatter = "'fault':{'action':'chatter','number':500,'size':2000000}";
      var connection =
          operator.connection(
              FaultConnector.source(operator, chatter),
              FaultConnector.destination(operator, "numbers"),
              FaultConnector.STREAM);
      var watch = new ServerWatch(server);
      var began = System.nanoTime();
      var sync = operator.sync(connection);
      watch.end();
      table.add(
          NAME,
          "%s, %d records; the server's own log says it".formatted(sync.status(), sync.committed()),
          Duration.ofNanos(System.nanoTime() - began));

      assertThat(sync.status()).as("%s", sync).isEqualTo("succeeded");
      assertThat(sync.attempts()).hasSize(1);
      assertThat(FaultConnector.written(folder, "numbers"))
          .isEqualTo(LongStream.rangeClosed(1, 1000).boxed().toList());
      assertThat(server.errors()).contains("its further lines are lost");
      var log = server.api().get("/jobs/%d/attempts/0/logs".formatted(sync.number()));
      assertThat(log.status()).as(log.body()).isEqualTo(200);
      assertThat(log.body()).contains("xxxx");
      watch.assertHealthy();
      assertThat(server.stop()).isEqualTo(143);
    }
  }

  private static void run(String command, String... arguments)
      throws IOException, InterruptedException {
    var result = Command.of(command).with(arguments).run(LIMIT);
    assertThat(result.status()).as("%s: %s", List.of(arguments), result.output()).isZero();
  }
}
