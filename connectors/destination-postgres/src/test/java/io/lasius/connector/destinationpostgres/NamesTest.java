package io.lasius.connector.destinationpostgres;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.lasius.protocol.catalog.DestinationSyncMode;
import io.lasius.protocol.message.FailureType;
import io.lasius.sdk.testkit.ConnectorCall;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class NamesTest {
  private static final String LONG = "ä".repeat(40);

  private final PostgresRun destination = new PostgresRun();

  @Test
  void namesAreKeptAsTheyAreWithTheirCase() throws Exception {
    for (String name :
        List.of("Users", "users", "select", "a \"quoted\" 'one'; --", "x.y", "ü%s")) {
      destination.stream(name, null)
          .properties("'Id':{'type':'integer'},'id':{'type':'integer'},'a b;--':{'type':'integer'}")
          .append("{'Id':1,'id':2,'a b;--':3}");

      var table = new TableName(destination.schema, name);
      assertThat(
              PostgresServer.texts(
                  "SELECT concat_ws(' ', \"Id\", id, \"a b;--\") FROM " + table.sql()))
          .containsExactly("1 2 3");
    }
  }

  @Test
  void aNamespaceIsASchemaAndAnEmptyOneIsTheDefault() throws Exception {
    String namespace = "Shop " + UUID.randomUUID();
    destination.stream("users", namespace).append("{'id':1}");
    destination.stream("users", "").append("{'id':2}");

    assertThat(PostgresServer.texts("SELECT id FROM " + new TableName(namespace, "users").sql()))
        .containsExactly("1");
    assertThat(destination.ids()).containsExactly("2");
  }

  @ParameterizedTest
  @ValueSource(strings = {"pg_shop", "information_schema"})
  void aNamespaceThatTheDatabaseKeepsForItselfIsAnotherSchema(String namespace) throws Exception {
    var outcome = destination.stream("users", namespace).append("{'id':1}");

    assertThat(outcome.errors()).isEmpty();
    assertThat(
            PostgresServer.texts(
                "SELECT nspname FROM pg_namespace WHERE nspname LIKE '\\__%s\\_%%'"
                    .formatted(namespace.substring(1))))
        .hasSize(1);
  }

  @Test
  void longNamesStayDifferentAndHaveAllModes() throws Exception {
    for (String end : List.of("a", "b")) {
      destination.stream(LONG + end, null)
          .properties(
              "'id':{'type':'integer'},'%s1':{'type':'integer'},'%s2':{'type':'integer'}"
                  .formatted(LONG, LONG))
          .key(LONG + "1")
          .dedup("{'id':1,'%s1':1,'%s2':2}".formatted(LONG, LONG));
      destination.write(
          destination.in(DestinationSyncMode.APPEND_DEDUP).withGeneration(2, 2, 2),
          true,
          "{'%s1':1,'%s2':3}".formatted(LONG, LONG));
    }

    List<String> tables =
        PostgresServer.texts(
            "SELECT tablename FROM pg_tables WHERE schemaname = '%s'"
                .formatted(destination.schema));
    assertThat(tables).hasSize(2).allMatch(name -> name.getBytes(UTF_8).length <= 63);
    for (String table : tables) {
      assertThat(
              destination.texts(
                  "SELECT to_jsonb(u) - '_airbyte_raw_id' FROM $.\"%s\" u".formatted(table)))
          .singleElement()
          .asString()
          .contains(": 1", ": 3");
    }
  }

  @Test
  void fieldsMayHaveTheNamesThatTheDatabaseOrWeUseOurselves() throws Exception {
    var outcome =
        destination
            .properties(
                "'xmin':{'type':'integer'},'_airbyte_raw_id':{'type':'integer'},'_lasius_order':{'type':'integer'},'':{'type':'integer'}")
            .key("xmin")
            .dedup("{'xmin':1,'_airbyte_raw_id':2,'_lasius_order':3,'':4}");

    assertThat(outcome.errors()).isEmpty();
    List<String> columns =
        destination.texts(
            "SELECT column_name FROM information_schema.columns WHERE table_schema = '%s' ORDER BY ordinal_position OFFSET 4"
                .formatted(destination.schema));
    assertThat(columns)
        .hasSize(4)
        .satisfies(names -> {
          assertThat(names.get(0)).startsWith("xmin_");
          assertThat(names.get(1)).startsWith("_airbyte_raw_id_");
          assertThat(names.get(2)).startsWith("_lasius_order_");
          assertThat(names.get(3)).startsWith("_");
        });
    assertThat(
            destination.texts(
                "SELECT concat_ws(' ', \"%s\") FROM $.users"
                    .formatted(String.join("\", \"", columns))))
        .containsExactly("1 2 3 4");
  }

  @Test
  void twoStreamsThatWouldShareATableAreRefused() throws Exception {
    var one = destination.in(DestinationSyncMode.APPEND).withGeneration(1, 0, 1);
    var other =
        destination.stream("users", destination.schema)
            .in(DestinationSyncMode.APPEND)
            .withGeneration(1, 0, 1);

    var outcome =
        destination.connector.run(
            ConnectorCall.write(destination.config(), PostgresRun.catalog(one, other)));

    var error = outcome.errors().getFirst().error();
    assertThat(error.failureType()).isEqualTo(FailureType.CONFIG_ERROR);
    assertThat(error.message()).contains("would share the table");
  }
}
