package io.lasius.server.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lasius.protocol.catalog.CatalogStream;
import io.lasius.protocol.json.Json;
import io.lasius.replication.mapper.EncryptField;
import io.lasius.replication.mapper.FieldCipher;
import io.lasius.replication.mapper.FieldSelection;
import io.lasius.replication.mapper.HashField;
import io.lasius.replication.mapper.HashMethod;
import io.lasius.replication.mapper.Mapper;
import io.lasius.replication.mapper.StreamMapping;
import io.lasius.server.OnEachDatabase;
import io.lasius.server.StoreUnderTest;
import io.lasius.server.http.ProblemException;
import io.lasius.server.workspace.Workspace;
import io.micronaut.transaction.TransactionOperations;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(30)
@OnEachDatabase
final class ConnectionMappingsTest {
  private static final String KEY = "00112233445566778899aabbccddeeff";
  private static final String HASHING =
      "{'type':'hashing','mapperConfiguration':{'targetField':'name','salt':'%s'}}";
  private static final String ENCRYPTION =
      """
      {'id':'0b9c5f4e-8e4b-4a55-9d7c-0d3d9f1f6a10','type':'encryption','mapperConfiguration':{'algorithm':'AES',\
      'mode':'CBC','padding':'PKCS5Padding','targetField':'note','key':'%s'}}\
      """;

  private final StoreUnderTest store;
  private final ConnectionMappings mappings;
  private final TransactionOperations<?> transactions;

  ConnectionMappingsTest(StoreUnderTest store) {
    this.store = store;
    this.mappings = store.bean(ConnectionMappings.class);
    this.transactions = store.bean(TransactionOperations.class);
  }

  @BeforeEach
  void clear() throws SQLException {
    store.clear();
  }

  @Test
  void givesASyncTheSecretsThatItStoredApart() throws Exception {
    var connection =
        saved(store.connection(), HASHING.formatted("pepper"), ENCRYPTION.formatted(KEY));

    assertThat(mappers(connection))
        .containsExactly(
            new HashField("name", HashMethod.SHA_256, "_hashed", "pepper"),
            new EncryptField(
                "note", "_encrypted", new FieldCipher.Aes(FieldCipher.AesMode.CBC, KEY)));
    assertThat(store.texts("SELECT streams FROM connection").getFirst())
        .doesNotContain("pepper", KEY);
    assertThat(store.texts("SELECT encrypted FROM secret WHERE connection_id = ?", connection.id()))
        .hasSize(2)
        .noneMatch(text -> text.contains("pepper") || text.contains(KEY));
    assertThat(mappings.of(connection).redaction().apply("pepper, " + KEY))
        .isEqualTo("**********, **********");
  }

  @Test
  void showsMappersAsTheyWereSentButForTheirSecrets() throws Exception {
    var connection =
        saved(store.connection(), HASHING.formatted("pepper"), ENCRYPTION.formatted(KEY));

    assertThat(ConnectionMappings.masked(connection.streams().getFirst().mappers()))
        .containsExactly(
            json(HASHING.formatted("**********")), json(ENCRYPTION.formatted("**********")));
  }

  @Test
  void keepsASecretThatComesBackMaskedAndForgetsWhatIsNotListed() throws Exception {
    var before = saved(store.connection(), HASHING.formatted("pepper"), ENCRYPTION.formatted(KEY));

    // In another place, and with another mapper in its old one.
    var masked =
        saved(
            before,
            HASHING.replace("name", "id").formatted("salt"),
            ENCRYPTION.formatted("**********"));

    assertThat(masked.streams().getFirst().mappers().get(1))
        .isEqualTo(before.streams().getFirst().mappers().get(1));
    assertThat(mappings.of(masked).redaction().apply("pepper, salt, " + KEY))
        .isEqualTo("pepper, **********, **********");
    assertThat(mappers(saved(masked))).isEmpty();
    assertThat(store.texts("SELECT id FROM secret")).isEmpty();
  }

  @Test
  void refusesToKeepASecretThatAnotherChangeTookAway() throws Exception {
    var before = saved(store.connection(), HASHING.formatted("pepper"));
    var sent = stream(null, HASHING.formatted("**********"));
    var split = mappings.split(Workspace.DEFAULT, List.of(sent), before);

    saved(before);

    assertThatThrownBy(() -> put(with(before, split.streams()), split))
        .asInstanceOf(type(ProblemException.class))
        .satisfies(e -> assertThat(e.problem().status()).isEqualTo(409));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      nullValues = "-",
      value = {
        "- | {'type':'field-filtering','mapperConfiguration':{'targetField':'no'}} | 'no'",
        "- | {'type':'field-filtering','mapperConfiguration':{}} | number 1, that cannot be: filtering of a field",
        "- | {'type':'field-filtering','mapperConfiguration':{'targetField':['id']}} | at 'targetField'",
        "- | {'type':'field-filtering','mapperConfiguration':{'targetField':'id'}} | 'id' of stream people is its primary key",
        "- | {'type':'field-filtering','mapperConfiguration':{'targetField':'at'}} | 'at' of stream people is its cursor",
        "- | {'type':'encryption','mapperConfiguration':{'algorithm':'AES','targetField':'id','key':'00112233445566778899aabbccddeeff'}} | 'id' of stream people is its primary key",
        "- | {'type':'field-renaming','mapperConfiguration':{'originalFieldName':'id','newFieldName':'at'}} | 'at'",
        "- | {'type':'field-moving','mapperConfiguration':{}} | there is no type or algorithm 'field-moving'",
        "- | {'mapperConfiguration':{}} | it has no type",
        "- | {'type':'hashing'} | it has no mapperConfiguration",
        "- | {'id':'7','type':'hashing','mapperConfiguration':{'targetField':'id'}} | its id is no UUID",
        "- | {'type':'hashing','mapperConfiguration':{'targetField':'name','method':'CRC'}} | at 'method'",
        "- | {'type':'encryption','mapperConfiguration':{'algorithm':'DES','targetField':'note','key':'secret-key'}} | 'DES'",
        "- | {'type':'encryption','mapperConfiguration':{'algorithm':'AES','mode':'ECB','targetField':'note','key':'secret-key'}} | its mode is 'ECB', but must be GCM or CBC",
        "- | {'type':'encryption','mapperConfiguration':{'algorithm':'AES','mode':'CBC','padding':'NoPadding','targetField':'note','key':'secret-key'}} | must be PKCS5Padding",
        "- | {'type':'encryption','mapperConfiguration':{'algorithm':'AES','targetField':'note','key':'secret-key'}} | 'note'",
        "- | {'type':'encryption','mapperConfiguration':{'algorithm':'AES','targetField':'note','key':'**********'}} | masked",
        "- | {'type':'row-filtering','mapperConfiguration':{'conditions':{'type':'EQUAL','fieldName':'no','comparisonValue':'1'}}} | 'no'",
        "- | {'type':'row-filtering','mapperConfiguration':{'conditions':{'type':'NOT','conditions':[]}}} | NOT lists nothing",
        "- | {'type':'row-filtering','mapperConfiguration':{'conditions':{'type':'MATCHES','fieldName':'name','pattern':'['}}} | no regular expression",
        "[['at'],['name']] | - | 'id' as its primary key, so it must be selected",
        "[['id'],['name']] | - | 'at' as its cursor, so it must be selected",
        "[['id'],['at'],['no']] | - | no field 'no'",
        "[['id'],['at'],['who','no']] | - | no field 'who.no'",
        "[['id'],['at']] | {'type':'hashing','mapperConfiguration':{'targetField':'name'}} | no field 'name'",
      })
  void refusesWhatCannotBeInOneSentence(
      @Nullable String selected, @Nullable String mapper, String why) throws Exception {
    var stream = mapper == null ? stream(selected) : stream(selected, mapper);

    assertThatThrownBy(() -> mappings.split(Workspace.DEFAULT, List.of(stream), null))
        .asInstanceOf(type(ProblemException.class))
        .satisfies(e -> assertThat(e.problem().status()).isEqualTo(400))
        .satisfies(e ->
            assertThat(e.problem().detail()).contains("people", why).doesNotContain("secret-key"));
  }

  @Test
  void leavesTheSourceWhatIsSelectedAndTheDestinationWhatIsMapped() throws Exception {
    var selected = "[['id'],['at'],['name'],['who','born']]";
    var rename =
        "{'type':'field-renaming','mapperConfiguration':{'originalFieldName':'id','newFieldName':'number'}}";
    var split =
        mappings.split(
            Workspace.DEFAULT, List.of(stream(selected, HASHING.formatted("s"), rename)), null);
    var connection = put(with(store.connection(), split.streams()), split);
    var stream = connection.streams().getFirst();
    var name = stream.descriptor();

    var source = stream.forSource();
    var destination =
        stream.forDestination(
            name, true, mappings.of(connection).byStream().getOrDefault(name, StreamMapping.NONE));

    assertThat(source.stream().jsonSchema().toString())
        .isEqualTo(
            "{\"properties\":{\"id\":{},\"at\":{},\"name\":{},\"who\":{\"properties\":{\"born\":{}}}}}");
    assertThat(source.primaryKey()).containsExactly(List.of("id"));
    assertThat(destination.stream().jsonSchema().path("properties").fieldNames())
        .toIterable()
        .containsExactly("number", "at", "name_hashed", "who");
    assertThat(destination.primaryKey()).containsExactly(List.of("number"));
    assertThat(destination.cursorField()).containsExactly("at");
  }

  private List<Mapper> mappers(Connection connection) {
    return mappings.of(connection).byStream().values().iterator().next().mappers();
  }

  /** The connection with one stream of these mappers, stored as a request would store it. */
  private Connection saved(Connection before, String... mappers) throws JsonProcessingException {
    var split = mappings.split(Workspace.DEFAULT, List.of(stream(null, mappers)), before);
    return put(with(before, split.streams()), split);
  }

  private Connection put(Connection connection, ConnectionMappings.Split split) {
    return transactions.executeWrite(_ -> {
      mappings.put(connection, split.secrets());
      return store.bean(ConnectionStore.class).update(connection);
    });
  }

  private static Connection with(Connection connection, List<ConnectionStream> streams) {
    return connection.with(streams);
  }

  private static ConnectionStream stream(@Nullable String selected, String... mappers)
      throws JsonProcessingException {
    var offered =
        """
        {'name':'people','supported_sync_modes':['incremental'],'default_cursor_field':['at'],
         'source_defined_primary_key':[['id']],'json_schema':{'properties':{'id':{},'at':{},'name':{},
          'note':{},'who':{'properties':{'born':{},'shoe':{}}}}}}\
        """;
    var paths = selected == null ? null : json("{'paths':%s}".formatted(selected));
    return new ConnectionStream(
        Json.mapper().treeToValue(json(offered), CatalogStream.class),
        StreamSyncMode.INCREMENTAL_DEDUPED_HISTORY,
        null,
        null,
        paths == null ? null : Json.mapper().treeToValue(paths, FieldSelection.class),
        Stream.of(mappers).map(ConnectionMappingsTest::json).toList(),
        null);
  }

  private static ObjectNode json(String text) {
    try {
      return (ObjectNode) Json.parse(text.replace('\'', '"'));
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }
}
