package io.lasius.protocol.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.lasius.protocol.message.ProtocolMessage;
import io.lasius.protocol.message.StateMessage;
import io.lasius.protocol.wire.LineScanner.Span;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes messages as lines. Writes are gathered: the channel gets them once there are 32 KiB, in
 * chunks of at most 256 KiB, or when {@link #flush()} is called. Not thread-safe.
 */
public final class MessageWriter implements AutoCloseable {
  private static final int GATHER_BYTES = 32 << 10;
  private static final int MAX_CHUNK_BYTES = 256 << 10;

  private final WritableByteChannel out;
  private final InstantSource clock;
  private final ByteBuffer gathered = ByteBuffer.allocate(2 * GATHER_BYTES);
  private final Map<RecordRewrite, RewriteTokens> rewrites = new HashMap<>();
  private long bytesWritten;

  /** The two names of a rewrite as they stand in a line. */
  private static final class RewriteTokens {
    private final byte[] name;
    private final byte[] namespace;

    RewriteTokens(RecordRewrite rewrite) {
      name = JsonText.encode(rewrite.name());
      namespace =
          rewrite.namespace() == null
              ? "null".getBytes(UTF_8)
              : JsonText.encode(rewrite.namespace());
    }
  }

  /**
   * A writer.
   *
   * @param clock for records that do not say when they were emitted
   */
  public MessageWriter(WritableByteChannel out, InstantSource clock) {
    this.out = out;
    this.clock = clock;
  }

  /** Writes any message. */
  public void write(ProtocolMessage message) throws IOException {
    byte[] line = MessageCodec.write(message);
    writeLine(line, 0, line.length);
  }

  /** Writes bytes that are one message already, without the line's end. */
  public void writeLine(byte[] line, int offset, int length) throws IOException {
    put(line, offset, length);
    endLine();
  }

  /**
   * Writes a record: its own bytes, but for what has to change. The stream's name and namespace are
   * replaced where asked; an {@code emitted_at} that is missing or no integer becomes one.
   *
   * @return bytes of the line, without its end
   */
  public int write(RecordLine record, @Nullable RecordRewrite rewrite) throws IOException {
    return write(record, rewrite, null);
  }

  /**
   * The same with other data.
   *
   * @param data a JSON object with an array behind the buffer; null where the record's own stays
   */
  public int write(RecordLine record, @Nullable RecordRewrite rewrite, @Nullable ByteBuffer data)
      throws IOException {
    if (rewrite == null && data == null && EmittedAt.isInteger(record)) {
      put(record.array(), record.start(), record.length());
      endLine();
      return record.length();
    }
    Splice splice = splice(record, rewrite);
    if (data != null) {
      Span own = record.spans().data;
      splice.replace(
          own.start, own.end, data.array(), data.arrayOffset() + data.position(), data.remaining());
    }
    int written = splice.writeTo(this::put);
    endLine();
    return written;
  }

  /** Writes a state with the platform's number in it; all else stays as it came. */
  public void writeState(Envelope envelope, long id) throws IOException {
    if (!(envelope.message() instanceof StateMessage)) {
      throw new IllegalArgumentException("only a state gets a number");
    }
    byte[] line = MessageCodec.write(envelope);
    var scanner = new StateScanner(line);
    Span number = scanner.id();
    byte[] digits = Long.toString(id).getBytes(UTF_8);
    if (number.present()) {
      put(line, 0, number.start);
      put(digits, 0, digits.length);
      put(line, number.end, line.length - number.end);
    } else {
      byte[] member = ("\"id\":" + id + (scanner.isEmpty() ? "" : ",")).getBytes(UTF_8);
      int at = scanner.firstMember();
      put(line, 0, at);
      put(member, 0, member.length);
      put(line, at, line.length - at);
    }
    endLine();
  }

  /** Hands all that was gathered to the channel. */
  public void flush() throws IOException {
    gathered.flip();
    drain(gathered);
    gathered.clear();
  }

  /** Bytes handed to the channel so far. */
  public long bytesWritten() {
    return bytesWritten;
  }

  /** Neither flushes nor closes the channel. */
  @Override
  public void close() {
    gathered.clear();
  }

  private Splice splice(RecordLine record, @Nullable RecordRewrite rewrite) {
    var splice = new Splice(record.array(), record.start(), record.end());
    LineScanner spans = record.spans();
    int inRecord = spans.record.start + 1;
    if (rewrite != null) {
      RewriteTokens tokens = rewrites.computeIfAbsent(rewrite, RewriteTokens::new);
      splice.replace(spans.stream.start, spans.stream.end, tokens.name);
      if (spans.namespace.present()) {
        splice.replace(spans.namespace.start, spans.namespace.end, tokens.namespace);
      } else if (rewrite.namespace() != null) {
        splice.insert(inRecord, "\"namespace\":", tokens.namespace);
      }
    }
    if (!spans.emittedAt.present()) {
      splice.insert(inRecord, "\"emitted_at\":", Long.toString(clock.millis()).getBytes(UTF_8));
    } else if (!EmittedAt.isInteger(record)) {
      splice.replace(
          spans.emittedAt.start, spans.emittedAt.end, EmittedAt.asInteger(record, clock));
    }
    return splice;
  }

  private void put(byte[] bytes, int offset, int length) throws IOException {
    if (length > gathered.remaining()) {
      flush();
      if (length > gathered.remaining()) {
        drain(ByteBuffer.wrap(bytes, offset, length));
        return;
      }
    }
    gathered.put(bytes, offset, length);
  }

  private void endLine() throws IOException {
    if (!gathered.hasRemaining()) {
      flush();
    }
    gathered.put((byte) '\n');
    if (gathered.position() >= GATHER_BYTES) {
      flush();
    }
  }

  private void drain(ByteBuffer bytes) throws IOException {
    int end = bytes.limit();
    while (bytes.position() < end) {
      bytes.limit(Math.min(end, bytes.position() + MAX_CHUNK_BYTES));
      bytesWritten += out.write(bytes);
    }
  }
}
