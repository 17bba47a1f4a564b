package io.lasius.sdk;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.lasius.protocol.message.LogLevel;
import io.lasius.protocol.message.LogMessage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** What code prints to standard output, which belongs to the protocol: each line is a log line. */
final class StrayPrints extends OutputStream {
  /** A line that does not end is cut here, so that memory is bounded. */
  private static final int MAX_LINE_BYTES = 64 << 10;

  private final MessageOutput output;
  private final Redaction redaction;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();

  StrayPrints(MessageOutput output, Redaction redaction) {
    this.output = output;
    this.redaction = redaction;
  }

  @Override
  public synchronized void write(int b) throws IOException {
    if (b == '\n' || line.size() == MAX_LINE_BYTES) {
      endLine();
    }
    if (b != '\n') {
      line.write(b);
    }
  }

  @Override
  public synchronized void write(byte[] bytes, int offset, int length) throws IOException {
    for (int i = offset; i < offset + length; i++) {
      write(bytes[i]);
    }
  }

  /** Ends the line that is under way. */
  @Override
  public synchronized void close() throws IOException {
    endLine();
  }

  private void endLine() throws IOException {
    String text = line.toString(UTF_8).stripTrailing();
    line.reset();
    if (!text.isEmpty()) {
      output.write(LogMessage.of(LogLevel.INFO, redaction.apply(text)));
    }
  }
}
