package io.lasius.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class LogTextTest {
  @Test
  void namesTheStreamThatALineIsAbout() {
    assertThat(
            LogText.of(
                """
                {"time":"2026-01-02T03:04:05Z","origin":"destination","level":"INFO","text":"done",
                 "stream":{"name":"users","namespace":"shop"}}\
                """))
        .isEqualTo("2026-01-02T03:04:05.000Z destination INFO  [shop.users] done");
  }

  @Test
  void keepsTheLinesOfAStackTraceApart() {
    assertThat(
            LogText.of(
                """
                {"time":"2026-01-02T03:04:05Z","origin":"source","level":"ERROR","text":"it broke\\n\\tat A\\n"}\
                """))
        .isEqualTo("2026-01-02T03:04:05.000Z source      ERROR it broke\n     at A");
  }

  @Test
  void showsNothingThatCouldDriveTheTerminal() {
    assertThat(
            LogText.of(
                """
                {"time":"\\u001b[2J","origin":"\\u001b[1m","level":"INFO","text":"\\u001b[31mred",
                 "stream":{"name":"\\u001b[4m"}}\
                """))
        .doesNotContain("\u001b");
    assertThat(LogText.of("torn \u001b[31m")).isEqualTo("torn  [31m");
  }
}
