package io.lasius.server.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.lasius.protocol.json.Json;
import io.lasius.server.Docker;
import io.lasius.server.Operator;
import io.lasius.server.ServerUnderTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(180)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class SyncIT {
  private static final int PEOPLE = 25_000;

  private final Docker docker = Docker.ofTests();
  private final Path folder;
  private final ServerUnderTest server;
  private final Operator operator;

  SyncIT(@TempDir Path folder) throws IOException {
    this.folder = folder;
    server = ServerUnderTest.start(folder, Map.of());
    operator = new Operator(server.api());
  }

  @AfterAll
  void stop() {
    server.close();
  }

  @Test
  void movesEveryRowOnceAndThenOnlyWhatIsNew() throws Exception {
    write("first/a.csv", 0, PEOPLE);
    var connection = connection("first");

    var first = operator.sync(connection);
    var second = operator.sync(connection);
    write("first/b.csv", PEOPLE, PEOPLE + 7);
    var third = operator.sync(connection);

    assertComplete(first, PEOPLE);
    assertComplete(second, 0);
    assertComplete(third, 7);
    assertThat(numbers("first")).isEqualTo(IntStream.range(0, PEOPLE + 7).boxed().toList());
    assertThat(docker.containers(connection)).isEmpty();
    assertThat(jobs(connection)).containsExactly(first.number(), second.number(), third.number());
  }

  @Test
  void keepsALogOfAnAttemptThatCanBeReadOn() throws Exception {
    write("logged/a.csv", 0, 10);
    var sync = operator.sync(connection("logged"));

    var log = logs(sync, "0");

    assertThat(log.lines()).isNotEmpty();
    for (var line : log.lines()) {
      var told = Json.parse(line);
      assertThat(told.path("origin").asText()).isIn("platform", "source", "destination");
      assertThat(told.path("time").asText()).endsWith("Z");
      assertThat(told.path("text").asText()).isNotEmpty();
    }
    assertThat(logs(sync, log.next())).isEqualTo(new Log(List.of(), log.next()));
    assertThat(server.api().get("/jobs/%d/attempts/1/logs".formatted(sync.number())).status())
        .isEqualTo(404);
  }

  @Test
  void failsAtOnceWithTheConnectorsOwnWordsWhereOnlyItsOperatorCanHelp() throws Exception {
    write("broken/a.csv", 0, 10);
    var connection = connection("broken");
    Files.writeString(input("broken/b.csv"), "id,name\nseven,person 7\n");

    var sync = operator.sync(connection);

    assertThat(sync.status()).isEqualTo("failed");
    assertThat(sync.attempts()).hasSize(1);
    var failure = sync.last().path("failures").path(0);
    assertThat(failure.path("origin").asText()).isEqualTo("source");
    assertThat(failure.path("type").asText()).isEqualTo("config_error");
    assertThat(failure.path("message").asText()).contains("b.csv");
  }

  private void assertComplete(Operator.Sync sync, int rows) {
    assertThat(sync.status()).as("%s", sync).isEqualTo("succeeded");
    assertThat(sync.job().path("rowsSynced").asLong()).isEqualTo(rows);
    assertThat(sync.attempts()).hasSize(1);
    var attempt = sync.last();
    assertThat(attempt.path("status").asText()).isEqualTo("succeeded");
    assertThat(attempt.path("failures").isEmpty()).isTrue();
    assertThat(attempt.path("differences").isEmpty()).as("%s", attempt).isTrue();
    assertThat(attempt.path("containers").isEmpty()).isTrue();
    var stream = attempt.path("streams").path(0);
    assertThat(stream.path("name").asText()).isEqualTo("people");
    for (var count :
        List.of(
            "recordsEmitted",
            "recordsSent",
            "recordsCommitted",
            "recordsBySource",
            "recordsByDestination")) {
      assertThat(stream.path(count).asLong(-1)).as(count).isEqualTo(rows);
    }
    assertThat(attempt.at("/verdict/kind").asText()).as("%s", attempt).isEqualTo("verified");
    assertThat(stream.at("/verdict/kind").asText()).isEqualTo("verified");
    assertThat(stream.path("recordsUndelivered").asLong(-1)).isZero();
    assertThat(stream.path("bytesCommitted")).isEqualTo(stream.path("bytesEmitted"));
  }

  private String connection(String name) throws IOException, InterruptedException {
    var source =
        operator.source(
            "{'sourceType':'file','path':'/local/in/%s/*.csv','streams':'single','stream_name':'people'}"
                .formatted(name));
    var destination =
        operator.destination("{'destinationType':'file','folder':'/local/%s'}".formatted(name));
    return operator.connection(source, destination, "people");
  }

  private Path input(String name) {
    return folder.resolve("local/in").resolve(name);
  }

  private void write(String name, int from, int to) throws IOException {
    Files.createDirectories(input(name).getParent());
    Files.writeString(
        input(name),
        IntStream.range(from, to)
            .mapToObj(number -> "%d,person %d%n".formatted(number, number))
            .collect(Collectors.joining("", "id,name\n", "")));
  }

  /** What lies in the destination's file, in its order. */
  private List<Integer> numbers(String name) throws IOException {
    var numbers = new ArrayList<Integer>();
    for (var line : Files.readAllLines(folder.resolve("local/%s/people.jsonl".formatted(name)))) {
      numbers.add(Json.parse(line).path("id").asInt(-1));
    }
    return numbers;
  }

  private List<Long> jobs(String connection) throws IOException, InterruptedException {
    var list = server.api().get("/jobs?connectionId=" + connection).json().path("data");
    return list.valueStream().map(job -> job.path("jobId").asLong()).toList();
  }

  private Log logs(Operator.Sync sync, String offset) throws IOException, InterruptedException {
    var path = "/jobs/%d/attempts/0/logs?offset=%s".formatted(sync.number(), offset);
    var answer = server.api().get(path);
    return new Log(answer.body().lines().toList(), answer.header("Lasius-Next-Offset"));
  }

  private record Log(List<String> lines, String next) {}
}
