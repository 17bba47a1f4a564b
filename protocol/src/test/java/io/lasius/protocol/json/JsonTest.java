package io.lasius.protocol.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class JsonTest {
  @ParameterizedTest
  @ValueSource(strings = {"{\"secret\":", "{\"a\":1} {}", "{\"a\":1e99999999999}", "secret"})
  void refusesWhatItCannotHoldAndDoesNotShowIt(String text) {
    assertThatExceptionOfType(JsonProcessingException.class)
        .isThrownBy(() -> Json.parse(text))
        .satisfies(
            e -> assertThat(String.valueOf(e.getMessage())).doesNotContain("\"secret\"", "999"));
  }

  @Test
  void keepsTheDigitsOfANumber() throws Exception {
    var text = "{\"a\":37.00,\"b\":1234567890123456789012345678901234567890}";

    assertThat(Json.write(Json.parse(text))).isEqualTo(text);
  }

  /** It would refuse some large states, in one process of many, by the seed of its hashes. */
  @Test
  void refusesNothingForTheHashesOfItsKeys() {
    assertThat(
            Json.mapper().getFactory().isEnabled(JsonFactory.Feature.FAIL_ON_SYMBOL_HASH_OVERFLOW))
        .isFalse();
  }
}
