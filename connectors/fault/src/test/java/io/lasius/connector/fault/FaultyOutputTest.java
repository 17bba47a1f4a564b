package io.lasius.connector.fault;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lasius.protocol.json.Json;
import io.lasius.sdk.config.ConfigReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import org.junit.jupiter.api.Test;

/** What becomes of three records on their way out. */
final class FaultyOutputTest {
  private static final String RECORDS = record(1, "") + record(2, "") + record(3, "");

  private final ByteArrayOutputStream written = new ByteArrayOutputStream();
  private final ByteArrayOutputStream errors = new ByteArrayOutputStream();

  @Test
  void putsAnyValueIntoARecord() throws Exception {
    write("{\"action\": \"odd\", \"number\": 2, \"text\": \"[1e400, \\\"\\\\ud800\\\"]\"}");

    assertThat(written.toString(UTF_8))
        .isEqualTo(record(1, "") + record(2, ",\"odd\":[1e400, \"\\ud800\"]") + record(3, ""));
  }

  @Test
  void putsAByteThatIsNoUtf8IntoARecord() throws Exception {
    write("{\"action\": \"not_utf8\", \"number\": 3}");

    assertThat(written.toString(ISO_8859_1))
        .isEqualTo(record(1, "") + record(2, "") + record(3, ",\"odd\":\"\u00ff\""));
  }

  @Test
  void makesARecordLonger() throws Exception {
    write("{\"action\": \"long_line\", \"number\": 2, \"size\": 200000}");

    assertThat(written.toString(UTF_8))
        .isEqualTo(
            record(1, "")
                + record(2, ",\"odd\":\"%s\"".formatted("x".repeat(200_000)))
                + record(3, ""));
  }

  @Test
  void writesMuchToItsStandardErrorAndGoesOn() throws Exception {
    write("{\"action\": \"chatter\", \"number\": 2, \"size\": 100000}");

    assertThat(errors.size()).isBetween(100_000, 102_000);
    assertThat(written.toString(UTF_8)).isEqualTo(RECORDS);
  }

  @Test
  void endsAfterAnyByte() throws Exception {
    for (int bytes = 1; bytes <= RECORDS.length(); bytes++) {
      written.reset();
      String fault = "{\"action\": \"exit\", \"point\": \"byte\", \"number\": %d}".formatted(bytes);
      if (bytes < RECORDS.length()) {
        assertThatThrownBy(() -> write(fault)).hasMessage("the connector has crashed");
      } else {
        write(fault);
      }

      assertThat(written.toString(UTF_8)).isEqualTo(RECORDS.substring(0, bytes));
    }
  }

  @Test
  void refusesWhatOnlyAProcessCanDo() {
    for (String action : new String[] {"deaf", "child", "memory"}) {
      assertThatThrownBy(() -> write("{\"action\": \"%s\"}".formatted(action)))
          .hasMessageContaining("of a whole process");
    }
  }

  private void write(String fault) throws Exception {
    var config =
        ConfigReader.read(FaultConfig.class, Json.parse("{\"fault\": %s}".formatted(fault)));
    var crash = Crash.ofRun(new PrintStream(errors, true, UTF_8));
    try (var output = new FaultyOutput(Channels.newChannel(written), config, 0, crash)) {
      writeAll(output);
    }
  }

  private static void writeAll(FaultyOutput output) throws IOException {
    output.write(ByteBuffer.wrap(RECORDS.getBytes(UTF_8)));
    output.end();
  }

  private static String record(int id, String more) {
    return "{\"type\":\"RECORD\",\"record\":{\"stream\":\"numbers_1\",\"data\":{\"id\":%d%s},\"emitted_at\":1}}\n"
        .formatted(id, more);
  }
}
