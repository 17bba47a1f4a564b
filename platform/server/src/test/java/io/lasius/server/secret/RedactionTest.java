package io.lasius.server.secret;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import io.lasius.protocol.json.Json;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RedactionTest {
  private static final String MASK = SecretConfig.MASK;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "password=p\"w/x y&\u00e4 end               | password=M end",
        "{\"a\":\"p\\\"w/x y&\u00e4\"}              | {\"a\":\"M\"}",
        "{\"a\":\"p\\\"w/x y&\\u00e4\"}             | {\"a\":\"M\"}",
        "{\"a\":\"p\\\"w\\/x y&\u00e4\"}            | {\"a\":\"M\"}",
        "{\\\"a\\\":\\\"p\\\\\\\"w/x y&\u00e4\\\"}  | {\\\"a\\\":\\\"M\\\"}",
        "http://h/?p=p%22w%2Fx+y%26%C3%A4&q=1       | http://h/?p=M&q=1",
        "http://h/?p=p%22w%2fx%20y%26%c3%a4&q=1     | http://h/?p=M&q=1",
        "nothing here                               | nothing here",
      })
  void leavesOutASecretHoweverItIsWritten(String text, String expected) {
    var redaction = Redaction.of(List.of(TextNode.valueOf("p\"w/x y&\u00e4")));

    assertThat(redaction.apply(text)).isEqualTo(expected.replace("M", MASK));
  }

  /** A text that was cut may hold a part of one. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "the key is hunter2-ge…        | the key is M…",
        "the key is hun…               | the key is M…",
        "the key is hunter2-geheim…    | the key is M…",
        "the key is hu…                | the key is hu…",
        "…er2-geheim is the key        | …M is the key",
        "…im is the key                | …im is the key",
        "…geheim and hunter2…          | …M and M…",
        "the key is hunter2            | the key is hunter2",
      })
  void leavesOutWhatIsLeftOfASecretAtACut(String text, String expected) {
    var redaction = Redaction.of(List.of(TextNode.valueOf("hunter2-geheim")));

    assertThat(redaction.apply(text)).isEqualTo(expected.replace("M", MASK));
  }

  /** Alone, and behind names of different lengths, as HTTP's basic authentication has it. */
  @ParameterizedTest
  @ValueSource(strings = {"", "u:", "us:", "use:", "user:"})
  void leavesOutASecretInBase64(String before) {
    var redaction = Redaction.of(List.of(TextNode.valueOf("s3cret?pass>word")));
    byte[] text = (before + "s3cret?pass>word").getBytes(UTF_8);

    for (var encoder : List.of(Base64.getEncoder(), Base64.getUrlEncoder().withoutPadding())) {
      var redacted = redaction.apply("Authorization: Basic " + encoder.encodeToString(text) + " x");

      assertThat(redacted).contains("Basic ", MASK).endsWith(" x");
      assertThat(redacted.length()).isLessThan("Authorization: Basic  x".length() + 22);
    }
  }

  @Test
  void leavesOutEachLineOfASecretOfSeveralLines() {
    var key = "-----BEGIN KEY-----\nMIIEvQIBADANBg\n  kqhkiG9w0BAQ\r\n}\n-----END KEY-----\n";
    var redaction = Redaction.of(List.of(TextNode.valueOf(key)));

    assertThat(redaction.apply("read MIIEvQIBADANBg, kqhkiG9w0BAQ }"))
        .isEqualTo("read %s, %s }".formatted(MASK, MASK));
    assertThat(redaction.apply(Json.write(key))).isEqualTo('"' + MASK + '"');
  }

  @Test
  void leavesOutPartsOfASecretThatIsADocument() throws Exception {
    var text = "{\"type\":\"service_account\",\"private_key_id\":\"0123456789abcdef0123\"}";
    var redaction =
        Redaction.of(List.of(TextNode.valueOf(text), Json.parse("{\"a\":[{\"b\":\"deep\"}]}")));

    assertThat(redaction.apply("type service_account id 0123456789abcdef0123 deep"))
        .isEqualTo("type service_account id %s %s".formatted(MASK, MASK));
  }

  @Test
  void leavesOutNumbersButNothingShorterThanThreeCharacters() {
    var nodes = JsonNodeFactory.instance;
    var redaction =
        Redaction.of(
            List.of(
                nodes.numberNode(1234),
                nodes.textNode("ab"),
                nodes.textNode(""),
                nodes.booleanNode(true)));

    assertThat(redaction.apply("1234 ab true")).isEqualTo(MASK + " ab true");
  }

  @Test
  void leavesOutSecretsThatOverlapOrRepeat() {
    var redaction =
        Redaction.of(
            List.of(
                TextNode.valueOf("abcdef"), TextNode.valueOf("defghi"), TextNode.valueOf("abc")));

    assertThat(redaction.apply("xabcdefghiy abc abc,abc"))
        .isEqualTo("x%s%s abc,abc".formatted(MASK, "y abc").replace("abc", MASK));
    assertThat(redaction.apply("ab")).isEqualTo("ab");
    assertThat(Redaction.NONE.apply("abc")).isEqualTo("abc");
  }

  @Test
  void learnsMoreSecretsAndKeepsThoseThatItKnew() {
    var redaction =
        Redaction.of(List.of(TextNode.valueOf("first")))
            .and(Redaction.of(List.of(TextNode.valueOf("second"))));

    assertThat(redaction.apply("first second")).isEqualTo(MASK + " " + MASK);
  }

  @Test
  void costsLittleForEachLine() {
    List<JsonNode> secrets = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      secrets.add(TextNode.valueOf("secret-%d-%s".formatted(i, Integer.toHexString(i * 7919))));
    }
    var redaction = Redaction.of(secrets);
    var line = "2026-01-01 12:00:00 INFO Read 1000 records from stream users ".repeat(4);

    assertTimeout(
        Duration.ofSeconds(10),
        () -> {
          for (int i = 0; i < 100_000; i++) {
            assertThat(redaction.apply(line)).isSameAs(line);
          }
        });
  }
}
