package io.lasius.server.sync;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.lasius.server.Operator;
import io.lasius.server.PostgresTables;
import io.lasius.server.ServerUnderTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Two syncs of the same people, in every mode, into tables and into files. */
@Timeout(240)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class SyncModesIT {
  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final String SALT = "pepper and salt";

  private static final String WHOLE = "{'name':'whole_%s','syncMode':'full_refresh_%s'}";
  private static final String DEDUPED =
      "{'name':'%s','syncMode':'%s','cursorField':['at'],'primaryKey':[['id']]}";
  private static final String NEWS =
      "{'name':'news_append','namespace':'%s','syncMode':'incremental_append','cursorField':['at']}";
  private static final String MAPPED =
      """
      {'name':'mapped','syncMode':'full_refresh_overwrite','selectedFields':[{'fieldPath':['id']},{'fieldPath':['kind']},\
      {'fieldPath':['name']},{'fieldPath':['ssn']},{'fieldPath':['score']},{'fieldPath':['who','born']}],'mappers':[\
      {'type':'hashing','mapperConfiguration':{'targetField':'ssn','salt':'%s'}},\
      {'type':'row-filtering','mapperConfiguration':{'conditions':{'type':'EQUAL','fieldName':'kind','comparisonValue':'kept'}}},\
      {'type':'field-renaming','mapperConfiguration':{'originalFieldName':'name','newFieldName':'full_name'}}]}\
      """
          .formatted(SALT);

  private final Path folder;
  private final PostgresTables database;
  private final ServerUnderTest server;
  private final Operator operator;
  private String tables = "";
  private final List<Operator.Sync> toTables = new ArrayList<>();
  private final List<Operator.Sync> toFiles = new ArrayList<>();

  SyncModesIT(@TempDir Path folder) throws IOException, SQLException {
    this.folder = folder;
    database = PostgresTables.create(folder);
    server = ServerUnderTest.start(folder, Map.of());
    operator = new Operator(server.api());
  }

  @BeforeAll
  void syncTwice() throws Exception {
    var source = PeopleConnector.source(operator);
    tables = tables(source);
    var files = files(source);
    for (int i = 0; i < 2; i++) {
      var one = operator.start(tables);
      var other = operator.start(files);
      toTables.add(operator.awaitEnd(one, LIMIT));
      toFiles.add(operator.awaitEnd(other, LIMIT));
    }
  }

  @AfterAll
  void stop() {
    server.close();
  }

  private String tables(String source) throws IOException, InterruptedException {
    return operator.connectionOf(
        source,
        database.destination(operator),
        String.join(
            ",",
            WHOLE.formatted("append", "append"),
            WHOLE.formatted("overwrite", "overwrite"),
            DEDUPED.formatted("whole_deduped", "full_refresh_overwrite_deduped"),
            DEDUPED.formatted("news_deduped", "incremental_deduped_history"),
            NEWS.formatted("a"),
            NEWS.formatted("b"),
            MAPPED),
        ",'namespaceDefinition':'custom_format','namespaceFormat':'of_${SOURCE_NAMESPACE}','prefix':'the_'");
  }

  private String files(String source) throws IOException, InterruptedException {
    return operator.connectionOf(
        source,
        operator.destination("{'destinationType':'file','folder':'/local/people'}"),
        String.join(
            ",",
            WHOLE.formatted("append", "append"),
            WHOLE.formatted("overwrite", "overwrite"),
            NEWS.formatted("a"),
            MAPPED),
        ",'namespaceDefinition':'source'");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'namespaceDefinition':'destination'",
        "'namespaceDefinition':'custom_format','namespaceFormat':'all'"
      })
  void refusesNamesByWhichTwoStreamsWouldBecomeOne(String names) throws Exception {
    var path = "/connections/" + tables;
    var before = operator.api().get(path);

    var changed = operator.api().call("PATCH", path, "{%s}".formatted(names));
    var created =
        operator
            .api()
            .post(
                "/connections",
                "{'sourceId':'%s','destinationId':'%s',%s}"
                    .formatted(
                        before.json().path("sourceId").asText(),
                        before.json().path("destinationId").asText(),
                        names));

    for (var answer : List.of(changed, created)) {
      assertThat(answer.status()).as(answer.body()).isEqualTo(400);
      assertThat(answer.json().path("detail").asText())
          .contains("streams a.news_append and b.news_append would both be");
    }
    assertThat(operator.api().get(path).body()).isEqualTo(before.body());
  }

  @ParameterizedTest
  @CsvSource({
    "of_a.the_whole_append, 1 1 ann; 1 1 ann; 2 1 bob; 3 2 cyd; 3 3 sid",
    "of_a.the_whole_overwrite, 1 1 ann; 3 2 cyd; 3 3 sid",
    "of_a.the_whole_deduped, 1 1 ann; 3 3 sid",
    "of_a.the_news_append, 1 1 ann; 2 1 bob; 2 2 rob; 3 2 cyd",
    "of_b.the_news_append, 1 1 ann; 2 1 bob; 2 2 rob; 3 2 cyd",
    "of_a.the_news_deduped, 1 1 ann; 2 2 rob; 3 2 cyd"
  })
  void writesTablesAsTheModeSays(String table, String rows) throws SQLException {
    assertThat(
            database.query(
                "SELECT concat_ws(' ', id, at, name) FROM %s ORDER BY 1".formatted(table)))
        .containsExactly(rows.split("; ", -1));
  }

  @ParameterizedTest
  @CsvSource({
    "whole_append, 1 1 ann; 2 1 bob; 1 1 ann; 3 2 cyd; 3 3 sid",
    "whole_overwrite, 1 1 ann; 3 2 cyd; 3 3 sid",
    "news_append, 1 1 ann; 2 1 bob; 3 2 cyd; 2 2 rob"
  })
  void writesFilesAsTheModeSays(String file, String rows) throws IOException {
    var lines = new ArrayList<String>();
    for (var row : rows.split("; ", -1)) {
      lines.add("{\"id\":%s,\"at\":%s,\"name\":\"%s\"}".formatted((Object[]) row.split(" ", -1)));
    }

    assertThat(lines(file)).isEqualTo(lines);
  }

  @Test
  void writesWhatIsSelectedAndMappedAndNothingElse() throws Exception {
    var hash = hash("s-1");

    assertThat(
            database.query(
                """
                SELECT column_name FROM information_schema.columns WHERE table_name = 'the_mapped'
                AND column_name NOT LIKE '\\_airbyte\\_%' ORDER BY ordinal_position\
                """))
        .containsExactly("id", "kind", "full_name", "ssn_hashed", "score", "who");
    assertThat(
            database.query(
                "SELECT concat_ws('|', id, kind, full_name, ssn_hashed, score, who) FROM of_a.the_mapped ORDER BY id"))
        .containsExactly(
            "1|kept|ann|" + hash + "|37.00|{\"born\": \"May\"}", "3|kept|12345678901234567890.10");
    assertThat(lines("mapped"))
        .containsExactly(
            "{\"id\":1,\"kind\":\"kept\",\"full_name\":\"ann\",\"ssn_hashed\":\"%s\",\"score\":37.00,\"who\":{\"born\":\"May\"}}"
                .formatted(hash),
            "{\"id\":3,\"kind\":\"kept\",\"full_name\":null,\"ssn_hashed\":null,\"score\":12345678901234567890.10,\"who\":null}");
  }

  @Test
  void countsWhatEachStreamSentAndFiltered() {
    assertCounted(toTables, 15L, 18L);
    assertCounted(toFiles, 9L, 11L);
  }

  private static void assertCounted(List<Operator.Sync> syncs, Long... emitted) {
    assertThat(syncs).extracting(Operator.Sync::emitted).containsExactly(emitted);
    for (var sync : syncs) {
      assertThat(sync.status()).as("%s", sync).isEqualTo("succeeded");
      assertThat(sync.attempts()).hasSize(1);
      assertThat(sync.last().path("verdict").path("kind").asText())
          .as("%s", sync)
          .isEqualTo("verified");
      sync.last().path("streams").forEach(SyncModesIT::assertAgreed);
    }
  }

  private static void assertAgreed(JsonNode stream) {
    var filtered = stream.path("name").asText().equals("mapped") ? 1 : 0;
    var emitted = stream.path("recordsEmitted").asLong();

    assertThat(emitted).as("%s", stream).isPositive();
    assertThat(stream.path("recordsBySource").asLong()).isEqualTo(emitted);
    assertThat(stream.path("recordsFiltered").asLong()).isEqualTo(filtered);
    assertThat(stream.path("recordsSent").asLong()).isEqualTo(emitted - filtered);
    assertThat(stream.path("recordsCommitted").asLong()).isEqualTo(emitted - filtered);
  }

  @Test
  void showsNoSaltWhereAnybodyReads() throws Exception {
    for (var sync : List.of(toTables.getLast(), toFiles.getLast())) {
      var log = server.api().get("/jobs/%d/attempts/0/logs".formatted(sync.number()));

      assertThat(log.status()).isEqualTo(200);
      assertThat(log.body()).isNotEmpty().doesNotContain(SALT);
      assertThat(sync.toString()).doesNotContain(SALT);
    }
    assertThat(server.api().get("/connections").body()).contains("hashing").doesNotContain(SALT);
  }

  private static String hash(String value) throws NoSuchAlgorithmException {
    var digest = MessageDigest.getInstance("SHA-256").digest((SALT + value).getBytes(UTF_8));
    return HexFormat.of().formatHex(digest);
  }

  private List<String> lines(String file) throws IOException {
    return Files.readAllLines(folder.resolve("local/people/a/%s.jsonl".formatted(file)));
  }
}
