package io.lasius.server.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.lasius.server.Operator;
import io.lasius.server.ServerProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** More of everything than anybody would expect, each on a server of its own. */
@Timeout(1200)
final class SizesIT {
  private static final Duration LIMIT = Duration.ofMinutes(18);
  private static final int MANY_STREAMS = 5_000;
  private static final int CATALOG_STREAMS = 20;
  private static final int SCHEMA_CHARACTERS = 1_000_000;

  private final ServerProcess server;
  private final ServerWatch watch;
  private final Operator operator;

  SizesIT(@TempDir Path folder) throws IOException, InterruptedException {
    server = ServerProcess.start(folder, Map.of("LASIUS_DISCOVER_WAIT", "60s"));
    watch = new ServerWatch(server);
    operator = new Operator(server.api());
  }

  @AfterEach
  void end() {
    server.close();
  }

  @Test
  void syncsFiveThousandStreams() throws Exception {
    assertSyncs(
        "5,000 streams", "'streams':5000,'records':3,'records_per_state':2", MANY_STREAMS, 3);
  }

  @Test
  void syncsStreamsOfACatalogOfTwentyMegabytes() throws Exception {
    assertSyncs(
        "catalog of 20 MB",
        "'streams':%d,'schema_filling':%d,'records':3"
            .formatted(CATALOG_STREAMS, SCHEMA_CHARACTERS),
        CATALOG_STREAMS,
        3);
  }

  @Test
  void commitsAStateForEachRecord() throws Exception {
    int records = FaultLength.of(30_000, 1_000_000);
    assertSyncs(
        "%,d records with a state each".formatted(records),
        "'records':%d,'records_per_state':1".formatted(records),
        1,
        records);
  }

  private void assertSyncs(String name, String settings, int streams, long records)
      throws Exception {
    try (var table = new FaultTable(name)) {
      var connection = connection(settings, streams);
      var began = System.nanoTime();
      var sync = operator.awaitEnd(operator.start(connection), LIMIT);
      watch.end();
      table.add(
          name,
          "%s, %d records of %d streams, verdict %s; %s"
              .formatted(
                  sync.status(),
                  sync.committed(),
                  streams,
                  sync.last().path("verdict").path("kind").asText("none"),
                  watch.sentence()),
          Duration.ofNanos(System.nanoTime() - began));

      assertThat(sync.status()).as("%s", sync.job()).isEqualTo("succeeded");
      assertThat(sync.attempts()).hasSize(1);
      assertThat(sync.last().path("streams")).hasSize(streams);
      assertThat(sync.committed()).isEqualTo(records * streams);
      assertThat(sync.last().path("verdict").path("kind").asText()).isEqualTo("verified");
      watch.assertHealthy();
    }
  }

  private String connection(String settings, int streams) throws IOException, InterruptedException {
    var source =
        operator.source(FaultConnector.definition(operator, "sources"), "{%s}".formatted(settings));
    var destination =
        operator.destination(FaultConnector.definition(operator, "destinations"), "{}");
    var chosen =
        IntStream.rangeClosed(1, streams)
            .mapToObj("{'name':'numbers_%d','syncMode':'incremental_append'}"::formatted)
            .collect(Collectors.joining(","));
    return operator.connectionOf(source, destination, chosen);
  }
}
