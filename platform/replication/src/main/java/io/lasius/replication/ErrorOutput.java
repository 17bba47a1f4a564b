package io.lasius.replication;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.Consumer;

/**
 * Splits a connector's stderr into lines. A line that does not end is cut, so that memory is
 * bounded.
 */
public final class ErrorOutput {
  private static final int MAX_LINE_BYTES = 16 << 10;

  private ErrorOutput() {}

  /** Reads to the end; a fault of the stream ends it as well, since nothing depends on it. */
  public static void drain(InputStream errors, Consumer<String> lines) {
    var line = new ByteArrayOutputStream();
    byte[] chunk = new byte[16 << 10];
    try {
      for (int n = errors.read(chunk); n >= 0; n = errors.read(chunk)) {
        for (int i = 0; i < n; i++) {
          if (chunk[i] == '\n' || line.size() == MAX_LINE_BYTES) {
            emit(line, lines);
          }
          if (chunk[i] != '\n') {
            line.write(chunk[i]);
          }
        }
      }
    } catch (IOException e) {
      lines.accept("(the rest of stderr could not be read: %s)".formatted(e.getMessage()));
    }
    if (line.size() > 0) {
      emit(line, lines);
    }
  }

  private static void emit(ByteArrayOutputStream line, Consumer<String> lines) {
    lines.accept(line.toString(UTF_8).stripTrailing());
    line.reset();
  }
}
