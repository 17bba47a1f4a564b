package io.lasius.replication;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ErrorOutputTest {
  private static final int LONGEST = 16 << 10;

  @Test
  void splitsIntoLines() {
    assertThat(lines("one \n\ntwo")).containsExactly("one", "", "two");
  }

  @Test
  void cutsALineThatDoesNotEndAndMarksTheCut() {
    var longLine = "x".repeat(LONGEST);

    assertThat(lines(longLine + "\nnext")).containsExactly(longLine, "next");
    assertThat(lines(longLine + "yz\nnext")).containsExactly(longLine + "…", "…yz", "next");
    assertThat(lines(longLine + longLine + "z"))
        .containsExactly(longLine + "…", "…" + longLine + "…", "…z");
  }

  @Test
  void cutsNoCharacter() {
    var almost = "x".repeat(LONGEST - 1);

    assertThat(lines(almost + "€uro")).containsExactly(almost + "€…", "…uro");
  }

  @Test
  void holdsNoMoreThanALineOfWhatIsNoText() {
    var garbage = new byte[3 * LONGEST];
    Arrays.fill(garbage, (byte) 0x80);
    var lines = new ArrayList<String>();

    ErrorOutput.drain(new ByteArrayInputStream(garbage), lines::add);

    assertThat(lines).hasSize(3).allMatch(line -> line.length() <= LONGEST + 6);
  }

  private static List<String> lines(String text) {
    var lines = new ArrayList<String>();
    ErrorOutput.drain(new ByteArrayInputStream(text.getBytes(UTF_8)), lines::add);
    return lines;
  }
}
