package io.lasius.connector.destinationfile;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.lasius.protocol.catalog.ConfiguredStream;
import io.lasius.protocol.catalog.DestinationSyncMode;
import io.lasius.protocol.json.Json;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A real process is killed in the middle of a write; numbered records tell what became of them. */
@Timeout(120)
final class KillTest {
  private static final int RECORDS = 30_000;
  private static final int RECORDS_PER_STATE = 500;

  /** States that may be under way; without a limit all records would be one commit. */
  private static final int WINDOW = 4;

  @TempDir private Path folder = Path.of("");

  static Stream<Arguments> kills() {
    return Stream.of("{\"format\":\"jsonl\"}", "{\"compression\":\"gzip\"}", "{\"format\":\"csv\"}")
        .flatMap(config ->
            Stream.of(500, 23_000)
                .flatMap(after ->
                    Stream.of(false, true).map(replaces -> Arguments.of(config, replaces, after))));
  }

  @ParameterizedTest(name = "{0}, replacing {1}, killed after {2} returned records")
  @MethodSource("kills")
  void losesNothingThatWasReturnedAndLeavesNothingTorn(String config, boolean replaces, int after)
      throws Exception {
    var destination =
        new DestinationRun(folder)
            .configured(config)
            .schema("{\"properties\":{\"id\":{},\"text\":{}}}");
    String file =
        "users"
            + (config.contains("csv") ? ".csv" : config.contains("gzip") ? ".jsonl.gz" : ".jsonl");
    destination.append(row(0));
    var stream =
        replaces
            ? destination.replacing(7)
            : destination.stream(DestinationSyncMode.APPEND).withGeneration(7, 0, 7);

    int returned = writeUntilKilled(destination, stream, after);
    List<Integer> between = ids(destination, file, !replaces);
    var rest = IntStream.rangeClosed(returned + 1, RECORDS).mapToObj(KillTest::row);
    var whole = destination.write(stream, true, rest.toArray(String[]::new));

    assertThat(returned).isBetween(after, RECORDS - 1);
    assertThat(whole.status()).as("%s", whole.errors()).isZero();
    if (replaces) {
      assertThat(between).as("old data while the new is not whole").containsExactly(0);
    }
    assertThatEachIsThere(ids(destination, file, false), replaces ? 1 : 0, returned);
    assertThat(destination.files()).noneMatch(each -> each.endsWith(".writing"));
  }

  /** In order; only what lies behind the last returned state may be there twice. */
  private static void assertThatEachIsThere(List<Integer> ids, int first, int returned) {
    int expected = first;
    for (int id : ids) {
      if (id == returned + 1 && expected > returned + 1) {
        expected = id;
      }
      assertThat(id).isEqualTo(expected);
      expected++;
    }
    assertThat(expected).isEqualTo(RECORDS + 1);
  }

  /** The records of a file; of one that is being written, only what is certain. */
  private static List<Integer> ids(DestinationRun destination, String file, boolean torn)
      throws IOException {
    var ids = new ArrayList<Integer>();
    if (!torn) {
      for (String line : destination.text(file).lines().toList()) {
        if (line.startsWith("{")) {
          ids.add(Json.parse(line).path("id").intValue());
        } else if (!line.startsWith("id")) {
          ids.add(Integer.valueOf(line.substring(0, line.indexOf(','))));
        }
      }
    }
    return ids;
  }

  /**
   * Writes to a process of its own, and kills it once it has returned so many.
   *
   * @return the last record that a returned state speaks for
   */
  private int writeUntilKilled(DestinationRun destination, ConfiguredStream stream, int killAfter)
      throws Exception {
    Path config =
        Files.writeString(folder.resolve("config.json"), Json.write(destination.config()));
    Path catalog =
        Files.writeString(
            folder.resolve("catalog.json"), Json.write(DestinationRun.catalog(stream)));
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Dlocal=" + destination.local,
                "-cp",
                System.getProperty("java.class.path"),
                KillableDestination.class.getName(),
                "write",
                "--config",
                config.toString(),
                "--catalog",
                catalog.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var window = new Semaphore(WINDOW);
      Future<?> feed = threads.submit(() -> feed(process, destination, window));
      int returned = 0;
      try (var output =
          new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8))) {
        for (String line = output.readLine(); line != null; line = output.readLine()) {
          if (line.startsWith("{\"type\":\"STATE\"")) {
            returned = Json.parse(line).at("/state/stream/stream_state/at").intValue();
            window.release();
            if (returned >= killAfter) {
              // Not by Process, which would close the output with what was returned.
              process.toHandle().destroyForcibly();
            }
          }
        }
      } finally {
        window.release(RECORDS);
        process.waitFor(20, TimeUnit.SECONDS);
        feed.get(20, TimeUnit.SECONDS);
      }
      return returned;
    }
  }

  private static void feed(Process process, DestinationRun destination, Semaphore window) {
    try (var input =
        new BufferedWriter(new OutputStreamWriter(process.getOutputStream(), UTF_8), 1 << 16)) {
      for (int id = 1; id <= RECORDS; id++) {
        input.write(destination.record(row(id)));
        input.write('\n');
        if (id % RECORDS_PER_STATE == 0) {
          input.write(destination.state(String.valueOf(id)));
          input.write('\n');
          input.flush();
          window.acquireUninterruptibly();
        }
      }
      input.write(destination.complete());
      input.write('\n');
    } catch (IOException e) {
      // It was killed, as it should be.
    }
  }

  private static String row(int id) {
    return "{\"id\":%d,\"text\":\"%s\"}".formatted(id, "x".repeat(id % 50));
  }
}
