package io.lasius.replication;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.Consumer;

/**
 * Splits a connector's stderr into lines. A line that does not end is cut, so that memory is
 * bounded: an ellipsis stands at either side of the cut.
 */
public final class ErrorOutput {
  private static final int MAX_LINE_BYTES = 16 << 10;
  private static final String ELLIPSIS = "…";

  private final Consumer<String> lines;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private String before = "";

  private ErrorOutput(Consumer<String> lines) {
    this.lines = lines;
  }

  /** Reads to the end; a fault of the stream ends it as well, since nothing depends on it. */
  public static void drain(InputStream errors, Consumer<String> lines) {
    new ErrorOutput(lines).drain(errors);
  }

  private void drain(InputStream errors) {
    byte[] chunk = new byte[16 << 10];
    try {
      for (int n = errors.read(chunk); n >= 0; n = errors.read(chunk)) {
        for (int i = 0; i < n; i++) {
          if (chunk[i] == '\n') {
            end();
          } else {
            // A character is not cut, or the text would not be what the connector wrote.
            if (line.size() >= MAX_LINE_BYTES
                && (beginsCharacter(chunk[i]) || line.size() > MAX_LINE_BYTES + 3)) {
              cut();
            }
            line.write(chunk[i]);
          }
        }
      }
    } catch (IOException e) {
      lines.accept("(the rest of stderr could not be read: %s)".formatted(e.getMessage()));
    }
    if (line.size() > 0) {
      end();
    }
  }

  private static boolean beginsCharacter(byte value) {
    return (value & 0xC0) != 0x80;
  }

  private void cut() {
    lines.accept(before + line.toString(UTF_8) + ELLIPSIS);
    line.reset();
    before = ELLIPSIS;
  }

  private void end() {
    lines.accept(before + line.toString(UTF_8).stripTrailing());
    line.reset();
    before = "";
  }
}
