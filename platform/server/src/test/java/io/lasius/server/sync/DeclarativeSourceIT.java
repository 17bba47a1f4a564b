package io.lasius.server.sync;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.lasius.protocol.json.Json;
import io.lasius.server.Docker;
import io.lasius.server.Operator;
import io.lasius.server.PostgresTables;
import io.lasius.server.PythonConnector;
import io.lasius.server.ServerProcess;
import io.lasius.server.ServerUnderTest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Airbyte's low-code connector of PyPI, unmodified, reads from an API of this test. */
@Timeout(600)
final class DeclarativeSourceIT {
  private static final Duration LIMIT = Duration.ofMinutes(2);

  private static final String STREAM = "{'name':'%s','syncMode':'%s'}";
  private static final String WHOLE_APPEND =
      STREAM.formatted("whole_append", "full_refresh_append");
  private static final String WHOLE_OVERWRITE =
      STREAM.formatted("whole_overwrite", "full_refresh_overwrite");
  private static final String NEWS_APPEND = STREAM.formatted("news_append", "incremental_append");
  private static final String NEWS_DEDUPED =
      STREAM.formatted("news_deduped", "incremental_deduped_history");

  /** The page that the connector reads when it is checked, as it is after a failure of a source. */
  private static final int CHECK = 1;

  @TempDir private Path folder;
  private final DiaryApi api;

  DeclarativeSourceIT() throws Exception {
    api = DiaryApi.start();
  }

  @AfterEach
  void stop() {
    api.close();
  }

  @Test
  void isSyncedInEveryModeIntoTablesAndFiles() throws Exception {
    var tables = PostgresTables.create(folder);
    var image = PythonConnector.image("source-declarative-manifest");
    try (var server = ServerUnderTest.start(folder, Map.of("lasius.declarative-image", image))) {
      var operator = new Operator(server.api());
      var source = DiaryConnector.declared(operator, api, DiaryApi.day(19));
      var toTables =
          operator.connectionOf(
              source,
              tables.destination(operator),
              String.join(
                  ",",
                  WHOLE_APPEND,
                  WHOLE_OVERWRITE,
                  STREAM.formatted("whole_deduped", "full_refresh_overwrite_deduped"),
                  STREAM.formatted("news_overwrite", "full_refresh_overwrite"),
                  NEWS_APPEND,
                  NEWS_DEDUPED));
      var toFiles =
          operator.connectionOf(
              source,
              operator.destination("{'destinationType':'file','folder':'/local/diary'}"),
              String.join(",", WHOLE_APPEND, WHOLE_OVERWRITE, NEWS_APPEND));

      var firsts = syncBoth(operator, toTables, toFiles);
      DiaryConnector.changeDeclared(operator, source, api, DiaryApi.day(39));
      var seconds = syncBoth(operator, toTables, toFiles);

      // What began before the end of a day may go on: the last day is read again.
      assertVerified(firsts, 6 * 20, 3 * 20);
      assertVerified(seconds, 4 * 40 + 2 * 21, 2 * 40 + 21);
    }
    var twice = entries(0, 20, 0, 40);
    var news = entries(0, 20, 19, 40);
    assertThat(rows(tables, "whole_append")).isEqualTo(twice);
    assertThat(rows(tables, "whole_overwrite")).isEqualTo(entries(0, 40));
    assertThat(rows(tables, "whole_deduped")).isEqualTo(entries(15, 40));
    assertThat(rows(tables, "news_overwrite")).isEqualTo(entries(0, 40));
    assertThat(rows(tables, "news_append")).isEqualTo(news);
    assertThat(rows(tables, "news_deduped")).isEqualTo(entries(15, 40));
    assertThat(lines("whole_append")).isEqualTo(twice);
    assertThat(lines("whole_overwrite")).isEqualTo(entries(0, 40));
    assertThat(lines("news_append")).isEqualTo(news);
  }

  private static List<Operator.Sync> syncBoth(Operator operator, String one, String other)
      throws Exception {
    var first = operator.start(one);
    var second = operator.start(other);
    return List.of(operator.awaitEnd(first, LIMIT), operator.awaitEnd(second, LIMIT));
  }

  private static void assertVerified(List<Operator.Sync> syncs, long... emitted) {
    for (int i = 0; i < emitted.length; i++) {
      var sync = syncs.get(i);
      assertThat(sync.status()).as("%s", sync).isEqualTo("succeeded");
      assertThat(sync.attempts()).hasSize(1);
      assertThat(sync.emitted()).isEqualTo(emitted[i]);
      assertThat(sync.committed()).isEqualTo(emitted[i]);
      assertThat(verdict(sync, 0)).as("%s", sync).isEqualTo("verified");
    }
  }

  /** Source, destination and server are killed, each while an answer is held back. */
  @Test
  void losesNothingWhenEachIsKilledAndGoesOnFromWhatWasCommitted() throws Exception {
    var tables = PostgresTables.create(folder);
    long job;
    try (var server = start()) {
      var operator = new Operator(server.api());
      var connection =
          operator.connectionOf(
              DiaryConnector.source(operator, api, DiaryApi.day(39)),
              tables.destination(operator),
              String.join(",", NEWS_DEDUPED, WHOLE_OVERWRITE));
      api.takeRequests();
      var gate = api.hold(request -> request.isOf("news_deduped", 2) && isAfter(request, 10));
      job = operator.start(connection);

      awaitCommitted(operator, job, gate, 0, 10);
      api.takeRequests();
      gate = api.hold(request -> request.isOf("news_deduped", 2) && isAfter(request, 19));
      Docker.ofTests().kill(connection, "source");
      awaitCommitted(operator, job, gate, 1, 10);
      assertThat(news(api.takeRequests()).getFirst()).isEqualTo(DiaryApi.day(9));

      gate = api.hold(request -> request.isOf("whole_overwrite", 5));
      Docker.ofTests().kill(connection, "destination");
      awaitCommitted(operator, job, gate, 2, 22 + 16);
      assertThat(news(api.takeRequests()).getFirst()).isEqualTo(DiaryApi.day(18));

      api.holdNoMore();
      server.kill();
    }
    try (var server = start()) {
      var sync = new Operator(server.api()).awaitEnd(job, LIMIT);

      assertThat(sync.status()).as("%s", sync).isEqualTo("succeeded");
      assertThat(sync.attempts()).hasSize(4);
      // What the source had written of a page, and no state was told for.
      assertUnverified(sync, 0, "news_deduped", 4);
      assertUnverified(sync, 1, "news_deduped", 4);
      assertThat(verdict(sync, 2)).isEmpty();
      assertThat(verdict(sync, 3)).as("%s", sync).isEqualTo("verified");
      assertThat(sync.emitted(3)).isEqualTo(24);
    }
    var last = api.takeRequests();
    assertThat(news(last)).isEmpty();
    assertThat(pages(last, "whole_overwrite")).containsExactly(5, 6, 7, 8, 9, 10, 11);
    assertThat(rows(tables, "news_deduped")).isEqualTo(entries(15, 40));
    assertThat(rows(tables, "whole_overwrite")).isEqualTo(entries(0, 40));
  }

  private ServerProcess start() throws Exception {
    return ServerProcess.start(
        folder,
        Map.of(
            "LASIUS_LEASE", "6s",
            "LASIUS_HEARTBEAT", "2s",
            "LASIUS_RETRY_DELAY", "10ms",
            "LASIUS_DISCOVER_WAIT", "60s"));
  }

  private static boolean isAfter(DiaryApi.Request request, int number) {
    return request.from().compareTo(DiaryApi.day(number)) >= 0;
  }

  /** Waits until an answer is held back, and all that came before is committed. */
  private static void awaitCommitted(
      Operator operator, long job, DiaryApi.Gate gate, int attempt, long records) throws Exception {
    gate.awaitRequest(LIMIT);
    operator.await(
        job,
        LIMIT,
        sync -> sync.attempts().size() == attempt + 1 && sync.committed(attempt) == records);
  }

  private static void assertUnverified(
      Operator.Sync sync, int attempt, String stream, int records) {
    assertThat(verdict(sync, attempt)).as("%s", sync).isEqualTo("unverified");
    assertThat(texts(sync.attempts().get(attempt).at("/verdict/reasons")))
        .containsExactly(
            "records of stream %s that were sent, but the destination returned no state for them: %d"
                .formatted(stream, records),
            "records of stream %s that the source did not count: %d".formatted(stream, records),
            "records of stream %s that the destination did not count: %d"
                .formatted(stream, records));
  }

  @Test
  void keepsWhatAStreamCommittedWhereAnotherFails() throws Exception {
    var tables = PostgresTables.create(folder);
    api.failOnce(request -> request.isOf("whole_append", 3));
    try (var server = ServerUnderTest.start(folder, Map.of("lasius.retry-delay", "10ms"))) {
      var operator = new Operator(server.api());
      var connection =
          operator.connectionOf(
              DiaryConnector.source(operator, api, DiaryApi.day(39)),
              tables.destination(operator),
              String.join(",", NEWS_APPEND, WHOLE_APPEND));
      api.takeRequests();

      var sync = operator.sync(connection);

      assertThat(sync.status()).as("%s", sync).isEqualTo("succeeded");
      assertThat(sync.attempts()).hasSize(2);
      assertThat(sync.committed(0)).as("%s", sync).isEqualTo(40 + 8);
      assertThat(verdict(sync, 0)).as("%s", sync).isEqualTo("verified");
      var failures = sync.attempts().getFirst().path("failures");
      assertThat(failures.findValuesAsText("origin")).containsExactly("source", "destination");
      assertThat(failures.findValuesAsText("message"))
          .containsExactly(
              "stream whole_append: Something went wrong in the connector. See the logs for more details.",
              "the input ended before these streams were complete: [news_append, whole_append];"
                  + " what came of them is kept, and nothing was finalised");
      assertThat(failures.at("/0/detail").asText())
          .startsWith("the source ended with exit status 1\nInternal server error.\n");
      assertThat(sync.committed(1)).isEqualTo(32);
      assertThat(verdict(sync, 1)).as("%s", sync).isEqualTo("verified");
    }
    assertThat(pages(api.takeRequests(), "whole_append"))
        .containsExactly(1, 2, 3, CHECK, 3, 4, 5, 6, 7, 8, 9, 10, 11);
    assertThat(rows(tables, "news_append")).isEqualTo(entries(0, 40));
    assertThat(rows(tables, "whole_append")).isEqualTo(entries(0, 40));
  }

  /** From which days on its pages were asked for. */
  private static List<String> news(List<DiaryApi.Request> requests) {
    return requests.stream()
        .filter(request -> request.stream().equals("news_deduped"))
        .map(DiaryApi.Request::from)
        .toList();
  }

  private static List<Integer> pages(List<DiaryApi.Request> requests, String stream) {
    return requests.stream()
        .filter(request -> request.stream().equals(stream))
        .map(DiaryApi.Request::number)
        .toList();
  }

  private static String verdict(Operator.Sync sync, int attempt) {
    return sync.attempts().get(attempt).at("/verdict/kind").asText();
  }

  private static List<String> texts(JsonNode array) {
    return array.valueStream().map(JsonNode::asText).toList();
  }

  /** The entries of these ranges, ends excluded, in order. */
  private static List<String> entries(int... ends) {
    return IntStream.range(0, ends.length / 2)
        .flatMap(i -> IntStream.range(ends[2 * i], ends[2 * i + 1]))
        .sorted()
        .mapToObj(DiaryApi::entry)
        .toList();
  }

  private static List<String> rows(PostgresTables tables, String table) throws SQLException {
    return tables.query("SELECT concat_ws(' ', n, id, day) FROM %s ORDER BY n".formatted(table));
  }

  private List<String> lines(String stream) throws Exception {
    var numbers = new ArrayList<Integer>();
    for (var line : Files.readAllLines(folder.resolve("local/diary/%s.jsonl".formatted(stream)))) {
      var entry = Json.parse(line);
      var number = entry.path("n").asInt(-1);
      assertThat("%d %s %s".formatted(number, entry.path("id"), entry.path("day").asText()))
          .isEqualTo(DiaryApi.entry(number));
      numbers.add(number);
    }
    return numbers.stream().sorted().map(DiaryApi::entry).toList();
  }
}
