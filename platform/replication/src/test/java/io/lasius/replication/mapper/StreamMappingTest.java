package io.lasius.replication.mapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lasius.protocol.catalog.CatalogStream;
import io.lasius.protocol.catalog.ConfiguredStream;
import io.lasius.protocol.catalog.DestinationSyncMode;
import io.lasius.protocol.catalog.SyncMode;
import io.lasius.protocol.json.Json;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class StreamMappingTest {
  private static final String SCHEMA =
      """
      {"type": "object", "title": "people", "required": ["id", "email"],
       "properties": {
         "id": {"type": "integer"},
         "email": {"type": ["null", "string"]},
         "name": {"type": "string"},
         "at": {"type": "string", "format": "date-time"},
         "home": {"type": ["null", "object"], "properties": {
           "street": {"type": "string"}, "city": {"type": "string"}}},
         "orders": {"type": "array", "items": {"anyOf": [{"type": "null"}, {"type": "object",
           "required": ["sku"],
           "properties": {"sku": {"type": "string"}, "price": {"type": "number"}}}]}}}}
      """;

  @Test
  void leavesTheSelectedFieldsInTheSchemaAlsoWithinObjectsAndArrays() throws Exception {
    var mapping =
        new StreamMapping(
            new FieldSelection(
                List.of(List.of("id"), List.of("home", "city"), List.of("orders", "price"))),
            List.of());

    assertThat(mapping.toDestination(overwritten()).stream().jsonSchema())
        .isEqualTo(
            Json.parse(
                """
                {"type": "object", "title": "people", "required": ["id"],
                 "properties": {
                   "id": {"type": "integer"},
                   "home": {"type": ["null", "object"], "properties": {"city": {"type": "string"}}},
                   "orders": {"type": "array", "items": {"anyOf": [{"type": "null"},
                     {"type": "object", "properties": {"price": {"type": "number"}}}]}}}}
                """));
  }

  @Test
  void appliesMappersOneAfterTheOtherAndKeepsTheOrderOfFields() throws Exception {
    var mapping =
        mapping(
            HashField.of("email"),
            new RenameField("email_hashed", "who"),
            new FilterField("name"),
            new RenameField("home", "name"),
            new HashField("id", HashMethod.MD5, "", "salt"),
            new FilterField("orders"));

    ObjectNode schema = mapping.toDestination(appended()).stream().jsonSchema();

    assertThat(schema)
        .isEqualTo(
            Json.parse(
                """
                {"type": "object", "title": "people", "required": ["id", "who"],
                 "properties": {
                   "id": {"type": "string"},
                   "who": {"type": ["null", "string"]},
                   "at": {"type": "string", "format": "date-time"},
                   "name": {"type": ["null", "object"], "properties": {
                     "street": {"type": "string"}, "city": {"type": "string"}}}}}
                """));
    assertThat(schema.path("properties").fieldNames())
        .toIterable()
        .containsExactly("id", "who", "at", "name");
  }

  @Test
  void cursorAndKeyFollowTheirFields() throws Exception {
    ConfiguredStream mapped =
        mapping(
                new RenameField("at", "changed"),
                new RenameField("home", "address"),
                HashField.of("id"))
            .toDestination(deduplicated(List.of(List.of("id"), List.of("home", "city"))));

    assertThat(mapped.cursorField()).containsExactly("changed");
    assertThat(mapped.stream().defaultCursorField()).containsExactly("changed");
    assertThat(mapped.primaryKey())
        .containsExactly(List.of("id_hashed"), List.of("address", "city"));
    assertThat(mapped.stream().sourceDefinedPrimaryKey()).containsExactly(List.of("id_hashed"));
  }

  @Test
  void aKeyThatNobodyNeedsIsDroppedWithItsField() throws Exception {
    ConfiguredStream mapped = mapping(new FilterField("id")).toDestination(appended());

    assertThat(mapped.primaryKey()).isNull();
    assertThat(mapped.stream().sourceDefinedPrimaryKey()).isNull();
    assertThat(mapped.cursorField()).containsExactly("at");
  }

  @Test
  void refusesWhatBreaksTheStreamAndSaysWhy() throws Exception {
    var stream = deduplicated(List.of(List.of("id")));

    assertRefused(stream, "no field 'phone'", HashField.of("phone"));
    assertRefused(stream, "no field 'email'", new FilterField("email"), HashField.of("email"));
    assertRefused(stream, "a field of that name", new RenameField("email", "name"));
    assertRefused(
        stream,
        "a field of that name",
        new HashField("name", HashMethod.MD5, "", null),
        new RenameField("email", "name"));
    assertRefused(stream, "'id' of stream people is its primary key", new FilterField("id"));
    assertRefused(stream, "'at' of stream people is its cursor", new FilterField("at"));
    assertRefused(stream, "is its cursor, and a mapper would lose its order", HashField.of("at"));
    assertRefused(
        stream, "another value each time", encrypt("id", "00112233445566778899aabbccddeeff"));
    assertRefused(
        stream, "no field 'x'", rows(new RowCondition.Not(List.of(new RowCondition.IsNull("x")))));
    assertRefused(stream, "no regular expression", rows(new RowCondition.Matches("name", "a(b")));
    assertRefused(
        deduplicated(List.of(List.of("home", "city"))),
        "lose the fields in it",
        HashField.of("home"));
  }

  @Test
  void refusesASelectionThatBreaksTheStream() throws Exception {
    var stream = deduplicated(List.of(List.of("id"), List.of("home", "city")));

    assertRefused(stream, "'id' as its primary key", List.of(List.of("at"), List.of("home")));
    assertRefused(
        stream,
        "'home.city' as its primary key",
        List.of(List.of("id"), List.of("at"), List.of("home", "street")));
    assertRefused(stream, "'at' as its cursor", List.of(List.of("id"), List.of("home")));
    assertRefused(
        stream,
        "no field 'home.zip'",
        List.of(List.of("id"), List.of("at"), List.of("home", "city"), List.of("home", "zip")));
    assertRefused(
        stream,
        "no field 'phone'",
        List.of(List.of("id"), List.of("at"), List.of("home"), List.of("phone")));
    assertThatThrownBy(() -> new FieldSelection(List.of(List.of("a", "b"), List.of("a", "b"))))
        .isInstanceOf(InvalidMappingException.class)
        .hasMessageContaining("'a.b' is selected twice");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"00", "zz112233445566778899aabbccddeeff", "0011223344556677889", "secret"})
  void refusesAKeyThatItsCipherDoesNotTakeAndDoesNotShowIt(String key) throws Exception {
    assertThatThrownBy(() -> mapping(encrypt("email", key)).toDestination(appended()))
        .isInstanceOf(InvalidMappingException.class)
        .hasMessageContaining("email")
        .hasMessageNotContaining(key + " ");
    assertThatThrownBy(() ->
            mapping(new EncryptField("email", "", new FieldCipher.Rsa(key)))
                .toDestination(appended()))
        .isInstanceOf(InvalidMappingException.class);
  }

  @Test
  void isReadBackFromItsJsonAndDefaultsWhatIsAbsent() throws Exception {
    var mapping =
        new StreamMapping(
            new FieldSelection(List.of(List.of("id"), List.of("home", "city"))),
            List.of(
                new HashField("email", HashMethod.SHA_512, "_h", "salt"),
                encrypt("name", "00112233445566778899aabbccddeeff"),
                new EncryptField("name", "", new FieldCipher.Rsa("00")),
                new RenameField("a", "b"),
                new FilterField("c"),
                rows(
                    new RowCondition.Or(
                        List.of(
                            new RowCondition.Equal("a", "1"),
                            new RowCondition.In("b", List.of("x", "y")),
                            new RowCondition.Not(List.of(new RowCondition.Matches("c", "^z"))))))));

    String json = Json.write(mapping);

    assertThat(Json.mapper().readValue(json, StreamMapping.class)).isEqualTo(mapping);
    assertThat(Json.parse(json).at("/mappers/0/type").asText()).isEqualTo("hashing");
    assertThat(Json.mapper().readValue("{}", StreamMapping.class)).isEqualTo(StreamMapping.NONE);
    assertThat(
            Json.mapper()
                .readValue("{\"type\":\"hashing\",\"targetField\":\"email\"}", Mapper.class))
        .isEqualTo(HashField.of("email"));
  }

  @Test
  void showsNoSecretInItsText() {
    assertThat(mapping(new HashField("email", HashMethod.MD5, "", "pepper"), encrypt("a", "f00f")))
        .asString()
        .doesNotContain("pepper")
        .doesNotContain("f00f");
  }

  private static void assertRefused(ConfiguredStream stream, String why, Mapper... mappers) {
    assertThatThrownBy(() -> mapping(mappers).toDestination(stream))
        .isInstanceOf(InvalidMappingException.class)
        .hasMessageContaining(why);
  }

  private static void assertRefused(
      ConfiguredStream stream, String why, List<List<String>> selected) {
    var mapping = new StreamMapping(new FieldSelection(selected), List.of());
    assertThatThrownBy(() -> mapping.toDestination(stream))
        .isInstanceOf(InvalidMappingException.class)
        .hasMessageContaining(why);
  }

  private static StreamMapping mapping(Mapper... mappers) {
    return new StreamMapping(null, List.of(mappers));
  }

  private static EncryptField encrypt(String field, String key) {
    return new EncryptField(
        field, EncryptField.DEFAULT_SUFFIX, new FieldCipher.Aes(FieldCipher.AesMode.GCM, key));
  }

  private static FilterRows rows(RowCondition condition) {
    return new FilterRows(condition);
  }

  private static ConfiguredStream appended() throws IOException {
    return ConfiguredStream.of(people(), SyncMode.INCREMENTAL, DestinationSyncMode.APPEND);
  }

  private static ConfiguredStream overwritten() throws IOException {
    return ConfiguredStream.of(people(), SyncMode.FULL_REFRESH, DestinationSyncMode.OVERWRITE);
  }

  private static ConfiguredStream deduplicated(List<List<String>> key) throws IOException {
    CatalogStream people = people();
    return new ConfiguredStream(
        people,
        SyncMode.INCREMENTAL,
        DestinationSyncMode.APPEND_DEDUP,
        List.of("at"),
        key,
        3L,
        0L,
        7L,
        Map.of());
  }

  private static CatalogStream people() throws IOException {
    return CatalogStream.of("people", (ObjectNode) Json.parse(SCHEMA))
        .incremental("at")
        .withPrimaryKey("id");
  }
}
