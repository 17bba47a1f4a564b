package io.lasius.protocol.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lasius.protocol.json.Json;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class JsonSchemaTest {
  private static final String OPTIONS =
      """
      {"type":"object","properties":{"credentials":{"type":"object","oneOf":[
        {"title":"OAuth","required":["auth_type","token"],"properties":{
          "auth_type":{"type":"string","const":"oauth","order":0},
          "token":{"type":"string","airbyte_secret":true,"minLength":8}}},
        {"title":"Password","required":["auth_type","user","password"],"properties":{
          "auth_type":{"type":"string","const":"password","order":0},
          "user":{"type":"string"},"password":{"type":"string","airbyte_secret":true}}},
        {"title":"None","required":["auth_type"],"properties":{
          "auth_type":{"type":"string","enum":["none"]}}}]}}}
      """;

  @Test
  void findsNothingWrongWithAValueThatKeepsToTheSchema() {
    assertThat(violations(OPTIONS, "{'credentials':{'auth_type':'oauth','token':'12345678'}}"))
        .isEmpty();
    assertThat(violations(OPTIONS, "{'credentials':{'auth_type':'none'},'more':1}")).isEmpty();
  }

  @Test
  void namesWhatIsWrongInTheOptionThatWasMeant() {
    assertThat(violations(OPTIONS, "{'credentials':{'auth_type':'password','password':5}}"))
        .containsExactlyInAnyOrder(
            "/credentials lacks the required property \"user\"",
            "/credentials/password is an integer, but must be a string");
    assertThat(violations(OPTIONS, "{'credentials':{'auth_type':'oauth','token':'s3cret'}}"))
        .containsExactly("/credentials/token is a string, but must have at least 8 characters");
  }

  @Test
  void namesTheConstantsWhereNoOptionWasMeant() {
    assertThat(violations(OPTIONS, "{'credentials':{'auth_type':'s3cret'}}"))
        .containsExactly(
            "/credentials/auth_type is a string, but must be one of \"oauth\", \"password\", \"none\"");
    assertThat(violations(OPTIONS, "{'credentials':{}}"))
        .containsExactly(
            "/credentials lacks the required property \"auth_type\", which must be one of"
                + " \"oauth\", \"password\", \"none\"");
    assertThat(violations(OPTIONS, "{'credentials':'s3cret'}"))
        .contains("/credentials is a string, but must be an object")
        .noneMatch(text -> text.contains("s3cret"));
  }

  @Test
  void keepsTheItemsOfAListApart() {
    String schema =
        """
        {"properties":{"list":{"type":"array","items":{"oneOf":[
          {"required":["k","a"],"properties":{"k":{"const":1},"a":{"type":"string"}}},
          {"required":["k","b"],"properties":{"k":{"const":2},"b":{"anyOf":[
            {"type":"string","pattern":"^x"},{"type":"null"}]}}}]}}}}
        """;

    assertThat(violations(schema, "{'list':[{'k':1},{'k':2,'b':'s3cret'},{'k':2,'b':true}]}"))
        .containsExactly(
            "/list/0 lacks the required property \"a\"",
            "/list/1/b is a string, but must match the pattern ^x",
            "/list/2/b is a boolean, but must be a string or null");
  }

  @Test
  void saysHowManyOptionsFitWhereOneMust() {
    String schema =
        """
        {"oneOf":[{"type":"object"},{"required":["a"]},{"required":["b"]}]}
        """;

    assertThat(violations(schema, "{'a':1}"))
        .containsExactly(
            "the whole value is an object that fits 2 of the 3 options, but must fit exactly one");
  }

  @Test
  void takesAPropertyOfAnyNameForAProperty() {
    String schema =
        """
        {"properties":{"oneOf":{"type":"string"},"$ref":{"type":"string"},
          "required":{"type":"boolean"},"a/b~c":{"type":"integer"},"$schema":{"const":1}}}
        """;

    assertThat(violations(schema, "{'oneOf':1,'$ref':2,'required':3,'a/b~c':'s3cret','$schema':1}"))
        .containsExactlyInAnyOrder(
            "/oneOf is an integer, but must be a string",
            "/$ref is an integer, but must be a string",
            "/required is an integer, but must be a boolean",
            "/a~1b~0c is a string, but must be an integer");
  }

  @Test
  void showsAPropertyThatTheSchemaDoesNotKnow() {
    assertThat(violations("{'properties':{'a':{}},'additionalProperties':false}", "{'aa':1}"))
        .containsExactly("the whole value has a property that the schema does not know: \"aa\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'enum':['a','b']",
        "'const':'a'",
        "'const':{'a':1}",
        "'type':'integer'",
        "'type':['null','boolean']",
        "'pattern':'^[a-z]$'",
        "'format':'date-time'",
        "'format':'email'",
        "'format':'ipv6'",
        "'format':'uri'",
        "'format':'uuid'",
        "'minLength':20",
        "'maxLength':2",
        "'not':{'type':'string'}",
        "'allOf':[{'enum':['a']}]",
        "'anyOf':[{'enum':['a']},{'type':'null'}]",
        "'oneOf':[{'const':'a'},{'pattern':'^b'}]",
        "'oneOf':[{},{'type':'string'}]",
        "'if':{'type':'string'},'then':{'const':'b'}",
        "'$ref':'#/definitions/x'",
      })
  void neverShowsTheValueThatBreaksARule(String rule) {
    String schema = "{'properties':{'x':{%s}},'definitions':{'x':{'type':'null'}}}".formatted(rule);

    assertThat(violations(schema, "{'x':'hush4hush'}"))
        .isNotEmpty()
        .allMatch(text -> text.startsWith("/x is a string"))
        .noneMatch(text -> text.contains("hush4hush"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'uniqueItems':true",
        "'maxItems':1",
        "'items':{'type':'null'}",
        "'items':[{'type':'null'}]",
        "'items':[{}],'additionalItems':false",
        "'contains':{'type':'null'}",
      })
  void neverShowsAnItemThatBreaksARule(String rule) {
    assertThat(violations("{" + rule + "}", "['hush4hush','hush4hush']"))
        .isNotEmpty()
        .noneMatch(text -> text.contains("hush4hush"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'minProperties':4",
        "'maxProperties':1",
        "'propertyNames':{'maxLength':1}",
        "'dependencies':{'aa':['cc']}",
        "'dependencies':{'aa':{'required':['cc']}}",
        "'patternProperties':{'^a':{'type':'null'}}",
        "'properties':{'aa':false}",
        "'additionalProperties':{'type':'null'}",
      })
  void neverShowsAMemberThatBreaksARule(String rule) {
    assertThat(violations("{" + rule + "}", "{'aa':'hush4hush','bb':'hush4hush'}"))
        .isNotEmpty()
        .noneMatch(text -> text.contains("hush4hush"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'airbyte_secret':true,'order':1,'group':'g','multiline':true,'always_show':false",
        "'pattern':'(?P<year>[0-9]{4})(?P=year)'",
        "'pattern':'^{.*}$'",
        "'pattern':'('",
        "'pattern':5",
        "'format':'whatever'",
        "'required':true",
        "'required':false,'enum':'x','minLength':'3','exclusiveMinimum':true",
        "'examples':'x','title':5,'description':null,'default':{}",
        "'$id':'no address','$comment':1",
        "'$schema':'http://json-schema.org/draft-04/schema#'",
        "'patternProperties':{'(':{'type':'null'}},'additionalProperties':false",
      })
  void ignoresWhatRealSpecificationsHoldBesideASchema(String keywords) {
    assertThat(violations("{'properties':{'x':{%s}}}".formatted(keywords), "{'x':'text'}"))
        .isEmpty();
    assertThat(violations("{%s}".formatted(keywords), "{'x':'text'}")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "(?P<year>[0-9]{4})-\\Z, 2026-, 2026-x",
    "^[[\\]&&]+$, [&], ab",
    "^a$, a, ba",
    "^s3://[^/]+/?$, s3://b/, s3:/b",
  })
  void readsPatternsOfOtherLanguages(String pattern, String good, String bad) {
    var schema = Json.mapper().createObjectNode().put("pattern", pattern);

    assertThat(JsonSchema.of(schema).validate(schema.textNode(good))).isEmpty();
    assertThat(JsonSchema.of(schema).validate(schema.textNode(bad))).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"^(a+)+$", "^(.|\\n)*b$", "^(\\w+\\s?)*$"})
  void comesToAnEndWithAPatternThatTakesForEver(String pattern) {
    var schema = Json.mapper().createObjectNode().put("pattern", pattern);

    assertThat(JsonSchema.of(schema).validate(schema.textNode("a".repeat(20_000) + "!")))
        .hasSizeLessThan(2);
  }

  @Test
  void findsWhatAReferenceWithinTheSchemaSays() {
    String schema =
        """
        {"$id":"https://example.com/spec.json","properties":{
          "a":{"$ref":"#/definitions/pos%20itive"},
          "b":{"$ref":"https://example.com/spec.json#/definitions/pos itive"},
          "tree":{"$ref":"#"}},
          "definitions":{"pos itive":{"minimum":1}}}
        """;

    assertThat(violations(schema, "{'a':0,'b':0,'tree':{'tree':{'a':-1}}}"))
        .containsExactlyInAnyOrder(
            "/a is an integer, but must be at least 1",
            "/b is an integer, but must be at least 1",
            "/tree/tree/a is an integer, but must be at least 1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'properties':{'a':{'$ref':'http://127.0.0.1:1/x.json'}}} | /properties/a/$ref",
        "{'properties':{'a':{'$ref':'other.json#/x'}}}             | /properties/a/$ref",
        "{'allOf':[{'$ref':'classpath:draft/draft-07'}]}           | /allOf/0/$ref",
        "{'$ref':'#/elsewhere','elsewhere':{'$ref':'file:///x'}}   | /elsewhere/$ref",
        "{'$ref':'#/definitions/none'}                             | /$ref",
        "{'$ref':5}                                                | /$ref",
        "{'properties':{'a':{'type':'strin'}}}                     | /properties/a/type",
        "{'properties':{'a':{'type':{}}}}                          | /properties/a/type",
        "{'properties':['a']}                                      | /properties",
        "{'properties':{'a':'string'}}                             | /properties/a",
        "{'items':{'oneOf':{}}}                                    | /items/oneOf",
        "{'additionalProperties':'no'}                             | /additionalProperties",
      })
  void refusesASchemaThatCannotBeUsedAndNamesThePlace(String schema, String path) {
    assertThatExceptionOfType(MalformedSchemaException.class)
        .isThrownBy(() -> JsonSchema.of(parse(schema)))
        .withMessageContaining("at \"" + path + "\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'$ref':'#'}",
        "{'$ref':'#anchor'}",
        "{'$ref':'#/definitions/a','definitions':{'a':{'$ref':'#/definitions/b'},'b':{'$ref':'#/definitions/a'}}}",
        "{'allOf':[{'$ref':'#'}]}",
      })
  void refusesAReferenceThatLeadsNowhere(String schema) {
    assertThatExceptionOfType(MalformedSchemaException.class)
        .isThrownBy(() -> JsonSchema.of(parse(schema)));
  }

  @Test
  void refusesASchemaThatIsNestedWithoutEnd() {
    var schema = Json.mapper().createObjectNode();
    for (int i = 0; i < 5_000; i++) {
      schema = Json.mapper().createObjectNode().set("not", schema);
    }
    var deep = schema;

    assertThatExceptionOfType(MalformedSchemaException.class)
        .isThrownBy(() -> JsonSchema.of(deep))
        .withMessageContaining("nested");
  }

  @Test
  void refusesAValueThatIsNestedTooDeeplyToBeChecked() {
    var schema = "{'properties':{'a':{'$ref':'#'}}}";
    var value = "{'a':".repeat(9_000) + "1" + "}".repeat(9_000);

    assertThat(violations(schema, value))
        .containsExactly("the whole value is nested too deeply to be checked");
  }

  @Test
  void leavesTheSchemaAsItWas() {
    var schema = parse("{'$schema':'x','$id':'y','required':true,'properties':{'a':{}}}");
    var before = schema.deepCopy();

    JsonSchema.of(schema);

    assertThat(schema).isEqualTo(before);
  }

  @Test
  void servesManyThreadsAtOnce() throws Exception {
    var schema = JsonSchema.of(parse(OPTIONS));
    var value = parse("{'credentials':{'auth_type':'oauth'}}");
    Callable<List<SchemaViolation>> validation = () -> schema.validate(value);

    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var all = threads.invokeAll(IntStream.range(0, 200).mapToObj(_ -> validation).toList());

      for (var one : all) {
        assertThat(one.get())
            .containsExactly(
                new SchemaViolation("/credentials", "lacks the required property \"token\""));
      }
    }
  }

  private static List<String> violations(String schema, String value) {
    return JsonSchema.of(parse(schema)).validate(json(value)).stream()
        .map(SchemaViolation::text)
        .toList();
  }

  private static ObjectNode parse(String text) {
    return (ObjectNode) json(text);
  }

  private static JsonNode json(String text) {
    try {
      return Json.parse(text.replace('\'', '"'));
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }
}
