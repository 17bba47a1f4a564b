package io.lasius.connector.destinationfile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FileNamesTest {
  @ParameterizedTest
  @CsvSource({
    "users, users",
    "Cost Total $, Cost Total %24",
    "a.b, a.b",
    ".., %2E.",
    "., %2E",
    ".hidden, %2Ehidden",
    "../../etc/passwd, %2E.%2F..%2Fetc%2Fpasswd",
    "50%, 50%25",
    "ü, %C3%BC",
    "a~b, a%7Eb",
    "con:aux*, con%3Aaux%2A",
  })
  void keepsWhatIsPlainAndEncodesTheRest(String stream, String file) {
    assertThat(FileNames.ofStream(stream)).isEqualTo(file);
  }

  @Test
  void givesANamespaceNoDotSoThatItIsNeverTheNameOfAFile() {
    assertThat(FileNames.ofNamespace("users.jsonl")).isEqualTo("users%2Ejsonl");
  }

  @Test
  void cutsLongNamesAndKeepsThemDifferent() {
    var names = new HashSet<String>();
    for (int i = 0; i < 100; i++) {
      names.add(FileNames.ofStream("x".repeat(300) + i));
      names.add(FileNames.ofStream("ü".repeat(60) + i));
    }

    assertThat(names).hasSize(200).allMatch(each -> each.length() <= 180);
  }
}
