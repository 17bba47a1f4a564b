package io.lasius.sdk.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lasius.protocol.json.Json;
import io.lasius.protocol.schema.JsonSchema;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ConfigReaderTest {
  private static final String LEAST =
      "{\"host_name\":\"db\",\"password\":\"geheim\",\"form\":{\"form_type\":\"plain\"}}";

  record Settings(
      @Setting(description = "Where it is.", pattern = "^[a-z.]+$", examples = "db.example.org")
          String hostName,
      @Setting(defaultValue = "5432", minimum = 1, maximum = 65535) int port,
      @Setting(secret = true) String password,
      @Setting @Nullable BigDecimal ratio,
      @Setting(defaultValue = "fast") Pace pace,
      @Setting(defaultValue = "[\"a\",\"b\"]") List<String> schemas,
      @Setting(title = "Form") Form form) {
    Settings {
      if (hostName.equals("localhost")) {
        throw new IllegalArgumentException("a container has no other host's localhost");
      }
    }
  }

  enum Pace {
    @JsonProperty("fast")
    QUICK,
    SLOW
  }

  @OneOf("form_type")
  sealed interface Form {
    @Choice(value = "plain", title = "Plain")
    record Plain() implements Form {}

    @Choice("keyed")
    record Keyed(@Setting(secret = true) String key, @Setting(defaultValue = "true") boolean strict)
        implements Form {}
  }

  @Test
  void readsEachKindOfSetting() throws Exception {
    var settings =
        read(
            """
            {"host_name":"db.x","port":1,"password":"geheim","ratio":0.10,"pace":"slow","schemas":["s"],
             "form":{"form_type":"keyed","key":"k"},"unknown":1}
            """);

    assertThat(settings)
        .isEqualTo(
            new Settings(
                "db.x",
                1,
                "geheim",
                new BigDecimal("0.10"),
                Pace.SLOW,
                List.of("s"),
                new Form.Keyed("k", true)));
  }

  @Test
  void takesDefaultsForWhatIsAbsentOrNull() throws Exception {
    var settings = read(LEAST.replace("{\"host", "{\"port\":null,\"host"));

    assertThat(settings)
        .isEqualTo(
            new Settings(
                "db", 5432, "geheim", null, Pace.QUICK, List.of("a", "b"), new Form.Plain()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"host_name\":\"db\" | \"host_name\":\"DB\" | 'host_name' must match the pattern ^[a-z.]+$, but is \"DB\"",
        "\"host_name\":\"db\" | \"host_name\":7 | 'host_name' must be a text, but is 7",
        "\"host_name\":\"db\", | '' | 'host_name' is missing",
        "\"host_name\":\"db\" | \"host_name\":\"localhost\" | configuration is refused: a container has no",
        "\"password\" | \"port\":0,\"password\" | 'port' must be at least 1, but is 0",
        "\"password\" | \"port\":1.5,\"password\" | 'port' must be a whole number, but is 1.5",
        "\"password\" | \"pace\":\"x\",\"password\" | 'pace' must be one of fast, slow, but is \"x\"",
        "\"password\" | \"schemas\":[1],\"password\" | 'schemas[0]' must be a text, but is 1",
        "plain | other | 'form.form_type' must be one of plain, keyed",
        "plain | keyed | 'form.key' is missing",
      })
  void saysWhichSettingIsWrongAndWhatItMustBe(String part, String wrong, String message) {
    assertThatThrownBy(() -> read(LEAST.replace(part, wrong)))
        .isInstanceOf(ConfigViolation.class)
        .hasMessageContaining(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "x | x",
        "\"host_name\":\"db\" | \"host_name\":\"a b\"",
        "\"host_name\":\"db\", | ''",
        "\"password\" | \"port\":65535,\"password\"",
        "\"password\" | \"port\":65536,\"password\"",
        "\"password\" | \"port\":80.0,\"password\"",
        "\"password\" | \"port\":\"80\",\"password\"",
        "\"password\" | \"ratio\":1e3,\"password\"",
        "\"password\" | \"ratio\":\"1\",\"password\"",
        "\"password\" | \"pace\":\"QUICK\",\"password\"",
        "\"password\" | \"schemas\":\"a\",\"password\"",
        "\"password\" | \"schemas\":[],\"password\"",
        "plain\" | keyed\",\"key\":\"k\"",
        "plain\" | keyed\",\"key\":\"k\",\"strict\":\"yes\"",
        "{\"form_type\":\"plain\"} | []",
      })
  void acceptsWhatTheSchemaAcceptsAndNothingElse(String part, String change) throws Exception {
    JsonNode config = Json.parse(LEAST.replace(part, change));
    boolean schemaAccepts = JsonSchema.of((ObjectNode) schema()).validate(config).isEmpty();

    if (schemaAccepts) {
      assertThat(ConfigReader.read(Settings.class, config)).isNotNull();
    } else {
      assertThatThrownBy(() -> ConfigReader.read(Settings.class, config))
          .isInstanceOf(ConfigViolation.class);
    }
  }

  @Test
  void neverShowsTheValueOfASecret() {
    assertThatThrownBy(() -> read(LEAST.replace("\"geheim\"", "4711")))
        .hasMessageContaining("'password' must be a text")
        .hasMessageNotContaining("4711");
  }

  @Test
  void findsTheSecretsAlsoOfAConfigurationThatIsNotValid() throws Exception {
    JsonNode config =
        Json.parse(
            "{\"password\":[\"one\",2],\"form\":{\"form_type\":\"typo\",\"key\":\"three\"}}");

    assertThat(SecretValues.of(Settings.class, config)).containsExactly("one", "2", "three");
  }

  @Test
  void theSchemaSaysWhatTheReaderChecks() throws Exception {
    JsonNode schema = schema();

    assertThat(schema.path("required"))
        .map(JsonNode::asText)
        .containsExactly("host_name", "password", "form");
    assertThat(schema.at("/properties/host_name"))
        .isEqualTo(
            Json.parse(
                """
                {"title":"Host name","description":"Where it is.","type":"string","pattern":"^[a-z.]+$",
                 "examples":["db.example.org"],"order":0}
                """));
    assertThat(schema.at("/properties/port"))
        .isEqualTo(
            Json.parse(
                """
                {"title":"Port","type":"integer","minimum":1,"maximum":65535,"default":5432,"order":1}
                """));
    assertThat(schema.at("/properties/password/airbyte_secret").asBoolean()).isTrue();
    assertThat(schema.at("/properties/pace/enum"))
        .map(JsonNode::asText)
        .containsExactly("fast", "slow");
    assertThat(schema.at("/properties/form/oneOf/1/properties/form_type/const").asText())
        .isEqualTo("keyed");
    assertThat(schema.at("/properties/form/oneOf/1/required"))
        .map(JsonNode::asText)
        .containsExactly("form_type", "key");
  }

  private static Settings read(String json) throws Exception {
    return ConfigReader.read(Settings.class, Json.parse(json));
  }

  private static JsonNode schema() throws Exception {
    var text = new StringWriter();
    try (var out = Json.mapper().createGenerator(text)) {
      ConfigSchema.write(out, Settings.class);
    }
    return Json.parse(text.toString());
  }
}
