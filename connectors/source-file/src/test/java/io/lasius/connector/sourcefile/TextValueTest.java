package io.lasius.connector.sourcefile;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TextValueTest {
  @ParameterizedTest
  @CsvSource({
    "0, INTEGER",
    "-12, INTEGER",
    "9223372036854775807, INTEGER",
    "9223372036854775808, NUMBER",
    "37.00, NUMBER",
    "1e5, NUMBER",
    "-1.5E-300, NUMBER",
    "true, BOOLEAN",
    "FALSE, BOOLEAN",
    "2012-02-29, DATE",
    "2012-01-01T00:00:00Z, TIMESTAMP_WITH_TIMEZONE",
    "2012-01-01 23:59+0100, TIMESTAMP_WITH_TIMEZONE",
    "2012-01-01T00:00:00.123456789-05, TIMESTAMP_WITH_TIMEZONE",
    "2012-01-01 00:00, TIMESTAMP_WITHOUT_TIMEZONE",
    "2012-01-01T12:34:56.7, TIMESTAMP_WITHOUT_TIMEZONE",
  })
  void isTheNarrowestTypeThatKeepsTheText(String text, ValueType type) {
    assertThat(TextValue.typeOf(text)).isEqualTo(type);
    assertThat(TextValue.fits(text, type)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "007",
        "02134",
        "+1",
        ".5",
        "5.",
        "1e",
        "1e+",
        "-",
        "--1",
        "1,5",
        "1 ",
        " 1",
        "0x1f",
        "NaN",
        "yes",
        "t",
        "2011-02-29",
        "2012-13-01",
        "2012-00-10",
        "2012-1-1",
        "2012-01-01T24:00",
        "2012-01-01T12:60",
        "2012-01-01T12:00:61",
        "2012-01-01T12",
        "2012-01-01T12:00:00.",
        "2012-01-01T12:00+19:00",
        "2012-01-01T12:00+1",
        "2012-01-01T",
        "2012-01-01T12:00ZZ",
        "2012-01-01x12:00",
        "2012-01-01-05",
        "٣",
      })
  void staysATextWhereAnythingElseWouldChangeIt(String text) {
    assertThat(TextValue.typeOf(text)).isEqualTo(ValueType.STRING);
    assertThat(TextValue.fits(text, ValueType.STRING)).isTrue();
    assertThat(TextValue.fits(text, ValueType.NUMBER)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "2012-01-01 00:00, 2012-01-01T00:00:00",
    "2012-01-01T01:02:03.450, 2012-01-01T01:02:03.450",
    "2012-01-01 01:02+0130, 2012-01-01T01:02:00+01:30",
    "2012-01-01 01:02:03-05, 2012-01-01T01:02:03-05:00",
    "2012-01-01T01:02:03Z, 2012-01-01T01:02:03Z",
  })
  void writesATimestampAsJsonSchemaHasIt(String text, String iso) {
    assertThat(TextValue.isoTimestamp(text)).isEqualTo(iso);
  }
}
