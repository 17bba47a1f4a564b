package io.lasius.server.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.lasius.server.Api;
import io.lasius.server.Operator;
import io.lasius.server.ServerUnderTest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is answered to whoever saves a connection: warnings, selections and mappers. */
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class SavedConnectionIT {
  private final ServerUnderTest server;
  private final Api api;
  private final Operator operator;
  private final String source;

  SavedConnectionIT(@TempDir Path folder) throws Exception {
    var local = Files.createDirectories(folder.resolve("local"));
    Files.writeString(local.resolve("cities.csv"), "id,name\n1,Bern\n");
    Files.writeString(local.resolve("rivers.csv"), "id,length\n1,288.5\n");
    server = ServerUnderTest.start(folder, Map.of());
    api = server.api();
    operator = new Operator(api);
    source = operator.source("{'sourceType':'file','path':'/local/*.csv'}");
    // From here on its streams are known, and no call has to wait for them.
    operator.connectionOf(source, operator.destination("{'destinationType':'file'}"), "");
  }

  @AfterAll
  void stop() {
    server.close();
  }

  @Test
  void refusesNamesThatAreTooLong() throws Exception {
    for (var name : List.of("prefix", "namespaceFormat")) {
      var longest = create(",'%s':'%s'".formatted(name, "x".repeat(256)));
      var longer = create(",'%s':'%s'".formatted(name, "x".repeat(257)));

      assertThat(longest.status()).as(longest.body()).isEqualTo(200);
      assertThat(longer.status()).isEqualTo(400);
      assertThat(longer.body()).contains(name + " has 257 characters, but may have 256");
    }
  }

  @Test
  void warnsOfAConnectionThatWritesUnderTheSameNames() throws Exception {
    var alone = operator.destination("{'destinationType':'file','folder':'/local/alone'}");
    var rivers = "{'name':'rivers','syncMode':'full_refresh_append'}";
    var first = operator.connectionOf(source, alone, rivers);

    var other = create(alone, ",'prefix':'other_'");
    var same = api.call("PATCH", path(other), "{'prefix':'','status':'inactive'}");

    assertThat(other.body()).doesNotContain("warnings");
    assertThat(same.json().path("warnings").toString())
        .contains(first, "under the same names: rivers;");
    assertThat(same.json().path("warnings")).hasSize(1);
    assertThat(api.get(path(other)).body()).doesNotContain("warnings");
    api.call("DELETE", "/connections/" + first, null);
    assertThat(api.call("PATCH", path(other), "{'status':'active'}").body())
        .doesNotContain("warnings");
  }

  @Test
  void warnsOfADestinationThatMayShowAPartOfAStreamAsTheWhole() throws Exception {
    var definition =
        operator.definition(
            "destinations", "lasius/destination-file", "dev", ",'supportsRefreshes':false");
    var plain = operator.destination(definition, "{'folder':'/local/plain'}");
    var streams =
        "{'name':'rivers','syncMode':'full_refresh_append'},{'name':'cities','syncMode':'full_refresh_%s'}";
    var created =
        create(
            plain, ",'configurations':{'streams':[%s]}".formatted(streams.formatted("overwrite")));
    var appended =
        api.call(
            "PATCH",
            path(created),
            "{'configurations':{'streams':[%s]}}".formatted(streams.formatted("append")));

    assertThat(created.json().path("warnings")).hasSize(1);
    assertThat(created.json().path("warnings").path(0).asText())
        .contains("no generations")
        .endsWith(": cities");
    assertThat(appended.status()).isEqualTo(200);
    assertThat(appended.body()).doesNotContain("warnings");
  }

  /** What a state says is a place in the order in which its stream was read. */
  @Test
  void forgetsTheStatesOfStreamsThatAreReadInAnotherModeAndSaysSo() throws Exception {
    var streams =
        "'configurations':{'streams':[{'name':'rivers','syncMode':'incremental_append'},{'name':'cities','syncMode':'%s_append'}]}";
    var created = create("," + streams.formatted("incremental"));
    var path = "/connections/%s/states".formatted(created.json().path("connectionId").asText());
    var brought = api.post(path + "/import", "[%s,%s]".formatted(state("rivers"), state("cities")));
    assertThat(brought.status()).as(brought.body()).isEqualTo(200);

    var same = api.call("PATCH", path(created), "{%s}".formatted(streams.formatted("incremental")));
    assertThat(api.get(path).json().path("data")).hasSize(2);
    var other =
        api.call("PATCH", path(created), "{%s}".formatted(streams.formatted("full_refresh")));

    assertThat(same.body()).doesNotContain("warnings");
    assertThat(other.json().path("warnings").path(0).asText())
        .contains("states are forgotten")
        .endsWith(": cities");
    assertThat(api.get(path).json().path("data").findValuesAsText("name")).containsOnly("rivers");
    var version = api.get(path + "/versions?limit=1").json().path("data").path(0);
    assertThat(version.path("reason").asText()).isEqualTo("refresh");
    var undone =
        api.post(
            path + "/restore", "{'version':%d}".formatted(version.path("version").asLong() - 1));
    assertThat(undone.status()).as(undone.body()).isEqualTo(200);
    assertThat(api.get(path).json().path("data")).hasSize(2);
  }

  private static String state(String stream) {
    return "{'type':'STREAM','stream':{'stream_descriptor':{'name':'%s'},'stream_state':{'n':1}}}"
        .formatted(stream);
  }

  @Test
  void answersSelectedFieldsAndMappersAsTheyWereSentButForSecrets() throws Exception {
    var sent =
        """
        {"name":"rivers","syncMode":"full_refresh_append","cursorField":[],"primaryKey":[],\
        "selectedFields":[{"fieldPath":["length"]},{"fieldPath":["id"]}],"mappers":[{"type":"hashing",\
        "mapperConfiguration":{"targetField":"length","method":"SHA-512","salt":"grain of salt"}}]}\
        """;
    var masked = sent.replace("grain of salt", "**********");

    var created = create(",'configurations':{'streams':[%s]}".formatted(sent));
    var echoed = api.call("PATCH", path(created), created.body());

    assertThat(created.body()).contains("\"streams\":[" + masked + "]");
    assertThat(echoed.body()).isEqualTo(created.body());
    assertThat(api.get(path(created)).body()).isEqualTo(created.body());
    assertThat(api.get("/connections").body()).contains(masked).doesNotContain("grain of salt");
    // A stream that is listed without them has none.
    assertThat(
            api.call("PATCH", path(created), "{'configurations':{'streams':[{'name':'rivers'}]}}")
                .body())
        .contains("\"selectedFields\":[],\"mappers\":[]");
  }

  /** To a destination that no other connection writes to. */
  private Api.Answer create(String more) throws Exception {
    return create(operator.destination("{'destinationType':'file'}"), more);
  }

  private Api.Answer create(String destination, String more) throws Exception {
    return api.post(
        "/connections",
        "{'sourceId':'%s','destinationId':'%s'%s}".formatted(source, destination, more));
  }

  private static String path(Api.Answer created) {
    assertThat(created.status()).as(created.body()).isEqualTo(200);
    return "/connections/" + created.json().path("connectionId").asText();
  }
}
