package io.lasius.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class TextTableTest {
  @Test
  void endsNumbersAtTheRight() {
    var table = new TextTable("stream", "records").numbers("records");
    table.row("users", "7");
    table.row("a", "12,345");

    assertThat(table.text(80))
        .isEqualTo(
            """
            stream  records
            ------  -------
            users         7
            a        12,345
            """);
  }

  @Test
  void goesOnInTheNextLineWhereTheLastColumnHasTooLittleRoom() {
    var table = new TextTable("name", "description");
    table.row("a", "many words that are too long for one line");

    assertThat(table.text(30))
        .isEqualTo(
            """
            name  description
            ----  ------------------------
            a     many words that are too
                  long for one line
            """);
  }

  @Test
  void breaksAWordThatIsLongerThanTheLine() {
    var table = new TextTable("a");
    table.row("x".repeat(25));

    assertThat(table.text(20).lines().skip(2)).containsExactly("x".repeat(20), "x".repeat(5));
  }

  @Test
  void showsNothingThatCouldDriveTheTerminal() {
    var table = new TextTable("a", "b");
    table.row("red: \u001b[31m", "two\nlines\u202e");

    assertThat(table.text(80)).doesNotContain("\u001b", "\u202e", "two\n");
  }
}
