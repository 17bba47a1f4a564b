package io.lasius.replication.mapper;

import static io.lasius.replication.mapper.MapperFixture.apply;
import static io.lasius.replication.mapper.MapperFixture.chain;
import static io.lasius.replication.mapper.MapperFixture.map;
import static io.lasius.replication.mapper.MapperFixture.stream;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lasius.protocol.catalog.CatalogStream;
import io.lasius.protocol.catalog.ConfiguredStream;
import io.lasius.protocol.catalog.DestinationSyncMode;
import io.lasius.protocol.json.Json;
import io.lasius.replication.mapper.MapperChain.Outcome;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class MapperChainTest {
  @Test
  void leavesOutAFieldWithItsCommaAndKeepsAllOtherBytes() throws Exception {
    var filter = new FilterField("b");

    assertThat(map("{ \"a\" : 37.00 , \"b\": [1, {}] , \"x\":\"\\u00e4\" }", filter))
        .isEqualTo("{ \"a\" : 37.00 , \"x\":\"\\u00e4\" }");
    assertThat(map("{\"b\":1,\"a\":2}", filter)).isEqualTo("{\"a\":2}");
    assertThat(map("{\"a\":2,\"b\":1}", filter)).isEqualTo("{\"a\":2}");
    assertThat(map("{\"b\":1}", filter)).isEqualTo("{}");
    assertThat(map("{\"b\":1,\"b\":2,\"a\":3,\"b\":4,\"b\":5}", filter)).isEqualTo("{\"a\":3}");
    assertThat(map("{\"\\u0062\":\"}\",\"a\":3}", filter)).isEqualTo("{\"a\":3}");
  }

  @Test
  void passesARecordOnAsItIsWhereNothingChanges() throws Exception {
    var chain =
        chain(
            new FilterField("b"),
            HashField.of("a"),
            HashField.of("c"),
            new RenameField("c_hashed", "c"));

    assertThat(chain.apply(ByteBuffer.wrap("{\"x\":1,\"c\":null}".getBytes(UTF_8))))
        .isEqualTo(Outcome.UNCHANGED);
  }

  @Test
  void renamesInPlaceAndAlsoInACircle() throws Exception {
    assertThat(map("{\"a\":1,\"a\":2,\"z\":3}", new RenameField("a", "\"\u00e4\\")))
        .isEqualTo("{\"\\\"\u00e4\\\\\":1,\"\\\"\u00e4\\\\\":2,\"z\":3}");
    assertThat(
            map(
                "{\"a\":1,\"b\":2}",
                new RenameField("a", "t"),
                new RenameField("b", "a"),
                new RenameField("t", "b")))
        .isEqualTo("{\"b\":1,\"a\":2}");
  }

  @Test
  void refusesARecordWithAnUndeclaredFieldThatHasTheNewName() {
    assertThatThrownBy(() -> map("{\"a\":1,\"new\":2}", new RenameField("a", "new")))
        .isInstanceOf(MapperException.class)
        .hasMessageContaining("'new'");
  }

  @ParameterizedTest
  @CsvSource({
    "MD2, a9046c73e00331af68917d3804f70655",
    "MD5, 5d41402abc4b2a76b9719d911017c592",
    "SHA_1, aaf4c61ddcc5e8a2dabede0f3b482cd9aea9434d",
    "SHA_224, ea09ae9cc6768c50fcee903ed054556e5bfc8347907f12598aa24193",
    "SHA_256, 2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824"
  })
  void hashesAStringByWhatItSays(HashMethod method, String digest) throws Exception {
    var hash = new HashField("a", method, "_h", null);
    var salted = new HashField("a", method, "_h", "he");

    for (String text : List.of("hello", "h\\u0065llo")) {
      assertThat(map("{\"a\":\"" + text + "\",\"c\":1.0}", hash))
          .isEqualTo("{\"a_h\":\"" + digest + "\",\"c\":1.0}");
    }
    assertThat(map("{\"a\":\"llo\"}", salted)).isEqualTo("{\"a_h\":\"" + digest + "\"}");
  }

  @Test
  void hashesNumbersByTheirTokenAndKeepsNull() throws Exception {
    var hash = new HashField("a", HashMethod.MD5, "", null);

    assertThat(map("{\"a\":1.50}", hash)).isEqualTo("{\"a\":\"%s\"}".formatted(md5("1.50")));
    assertThat(map("{\"a\":true}", hash)).isEqualTo("{\"a\":\"%s\"}".formatted(md5("true")));
    assertThat(map("{\"a\":\"\"}", hash)).isEqualTo("{\"a\":\"%s\"}".formatted(md5("")));
    assertThat(map("{\"a\":null}", HashField.of("a"))).isEqualTo("{\"a_hashed\":null}");
    assertThat(map("{\"b\":1}", hash)).isEqualTo("{\"b\":1}");
  }

  @Test
  void hashesAnObjectByItsCanonicalText() throws Exception {
    var hash = new HashField("a", HashMethod.MD5, "", null);
    String canonical =
        "{\"\u00e4\":[],\"\ud83d\udc1c\":{\"k\":[1.0,{}]}}"
            .replace("{\"\u00e4", "{\"\":\"\\\"\\\\/\\b\\u0001\",\"\u00e4");

    assertThat(
            map(
                "{\"a\":{ \"\\ud83d\\udc1c\" : {\"k\":2,\"k\":[ 1.0 ,{ } ]}, \"\\u00e4\":[ ] ,"
                    + "\"\":\"\\u0022\\\\\\/\\b\\u0001\"}}",
                hash))
        .isEqualTo("{\"a\":\"%s\"}".formatted(md5(canonical)));
  }

  @Test
  void mapsWhatNestsDeeplyAndWhatIsHuge() throws Exception {
    String deep = "[".repeat(100_000) + "{\"b\":{}}" + "]".repeat(100_000);
    String huge = "x\\n".repeat(1_000_000);
    var chain =
        chain(
            new HashField("a", HashMethod.MD5, "", null), new FilterField("b"), HashField.of("c"));

    assertThat(apply(chain, "{\"a\":%s,\"b\":%s,\"d\":%s}".formatted(deep, deep, deep)))
        .isEqualTo("{\"a\":\"%s\",\"d\":%s}".formatted(md5(deep), deep));
    assertThat(apply(chain, "{\"a\":\"%s\"}".formatted(huge)))
        .isEqualTo("{\"a\":\"%s\"}".formatted(md5(huge.replace("\\n", "\n"))));
    assertThat(apply(chain, "{\"a\":null}")).isEqualTo("{\"a\":null}");
  }

  @Test
  void selectsFieldsAlsoWithinObjectsAndArrays() throws Exception {
    var schema =
        (ObjectNode)
            Json.parse(
                """
                {"properties": {"id": {}, "all": {}, "home": {"properties": {
                  "city": {}, "geo": {"properties": {"x": {}}}}}}}
                """);
    var chain =
        MapperChain.of(
            new StreamMapping(
                new FieldSelection(
                    List.of(
                        List.of("id"),
                        List.of("all"),
                        List.of("all", "a"),
                        List.of("home", "city"),
                        List.of("home", "geo", "x"))),
                List.of(new RenameField("home", "h"))),
            ConfiguredStream.of(CatalogStream.of("people", schema), DestinationSyncMode.APPEND));

    assertThat(
            apply(
                chain,
                "{\"x\":1, \"all\":{\"z\" : 1} ,\"home\":{\"street\":\"s\", \"geo\":{\"y\":1,\"x\":2.0},\"zip\":0, \"city\" : \"c\"}, \"y\":2}"))
        .isEqualTo("{\"all\":{\"z\" : 1} ,\"h\":{\"geo\":{\"x\":2.0}, \"city\" : \"c\"}}");
    assertThat(apply(chain, "{\"home\": [ {\"zip\":1}, null, [\"x\", {\"city\":1}], 5 ]}"))
        .isEqualTo("{\"h\": [ {}, null, [null, {\"city\":1}], null ]}");
    assertThat(apply(chain, "{\"home\":\"secret\",\"id\":1}")).isEqualTo("{\"h\":null,\"id\":1}");
    assertThat(apply(chain, "{\"home\":null,\"undeclared\":1}")).isEqualTo("{\"h\":null}");
  }

  @Test
  void looksAtAValueAsTheMappersBeforeLeftIt() throws Exception {
    var chain =
        chain(
            new HashField("a", HashMethod.MD5, "_h", null),
            new FilterRows(new RowCondition.Equal("a_h", md5("x"))),
            new FilterField("a_h"));

    assertThat(apply(chain, "{\"a\":\"x\",\"b\":1}")).isEqualTo("{\"b\":1}");
    assertThat(apply(chain, "{\"a\":\"y\",\"b\":1}")).isNull();
  }

  @Test
  void refusesAMappingThatDoesNotFitTheStream() {
    var mapping = new StreamMapping(null, List.of(HashField.of("z")));

    assertThatThrownBy(() -> MapperChain.of(mapping, stream("a")))
        .isInstanceOf(InvalidMappingException.class);
  }

  private static String md5(String text) throws Exception {
    var digest = MessageDigest.getInstance("MD5").digest(text.getBytes(UTF_8));
    return HexFormat.of().formatHex(digest);
  }
}
