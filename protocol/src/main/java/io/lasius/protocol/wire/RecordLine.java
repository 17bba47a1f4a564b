package io.lasius.protocol.wire;

import io.lasius.protocol.catalog.StreamDescriptor;
import io.lasius.protocol.message.RecordMessage;
import java.nio.ByteBuffer;

/**
 * A record with its stream and a data object: a view of the reader's buffer, valid until the
 * reader's next line.
 */
public final class RecordLine implements Line {
  private final LineScanner spans;
  private byte[] bytes = new byte[0];
  private int start;
  private int end;
  private long number;
  private StreamDescriptor stream = StreamDescriptor.of("none");

  RecordLine(LineScanner spans) {
    this.spans = spans;
  }

  RecordLine view(byte[] buffer, int from, int to, long lineNumber, StreamDescriptor descriptor) {
    bytes = buffer;
    start = from;
    end = to;
    number = lineNumber;
    stream = descriptor;
    return this;
  }

  @Override
  public long number() {
    return number;
  }

  @Override
  public int length() {
    return end - start;
  }

  public StreamDescriptor stream() {
    return stream;
  }

  /** The line's own bytes, without its end. Not to be written to. */
  public ByteBuffer line() {
    return ByteBuffer.wrap(bytes, start, end - start);
  }

  /** The bytes of the data object. Not to be written to. */
  public ByteBuffer data() {
    return ByteBuffer.wrap(bytes, spans.data.start, spans.data.length());
  }

  /** The record as a type, for those who need more than its bytes. */
  public RecordMessage toMessage() throws ProtocolException {
    if (MessageCodec.readEnvelope(bytes, start, end - start).message()
        instanceof RecordMessage message) {
      return message;
    }
    throw new ProtocolException("line %d is no record".formatted(number));
  }

  byte[] array() {
    return bytes;
  }

  int start() {
    return start;
  }

  int end() {
    return end;
  }

  LineScanner spans() {
    return spans;
  }
}
