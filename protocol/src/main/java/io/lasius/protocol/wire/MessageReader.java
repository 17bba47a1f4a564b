package io.lasius.protocol.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.lasius.protocol.catalog.StreamDescriptor;
import io.lasius.protocol.message.MessageType;
import java.io.IOException;
import java.nio.channels.ReadableByteChannel;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads a connector's output line by line. A line is a message when it is one whole JSON object of
 * a known type; anything else is a log line, or, where it looks like a record, an undelivered one.
 * Not thread-safe.
 */
public final class MessageReader implements AutoCloseable {
  private static final int EXCERPT_CHARS = 200;
  private static final Set<String> STATE_TYPES = Set.of("STREAM", "GLOBAL", "LEGACY");

  private final LineBuffer lines;
  private final boolean bareStates;
  private final LineScanner scanner = new LineScanner();
  private final RecordLine record = new RecordLine(scanner);
  private final StreamNames streams = new StreamNames();

  public MessageReader(ReadableByteChannel in, ReaderLimits limits) {
    this(in, limits, false);
  }

  private MessageReader(ReadableByteChannel in, ReaderLimits limits, boolean bareStates) {
    this.lines = new LineBuffer(in, limits);
    this.bareStates = bareStates;
  }

  /** A reader that also takes a state without its envelope, as some destinations write it. */
  public static MessageReader ofDestination(ReadableByteChannel in, ReaderLimits limits) {
    return new MessageReader(in, limits, true);
  }

  /**
   * The next line; null at the end of the input. A {@link RecordLine} is valid until the next call.
   *
   * @throws LineTooLongException if the line is longer than the limit
   */
  public @Nullable Line next() throws IOException {
    if (!lines.advance()) {
      return null;
    }
    byte[] bytes = lines.bytes();
    if (!scanner.scan(bytes, lines.start(), lines.end())) {
      return malformed(scanner.fault(), looksLikeRecord(), null);
    }
    if (!scanner.type.present() || bytes[scanner.type.start] != '"') {
      return withoutKnownType("it has no type", bytes);
    }
    String type = typeName(bytes);
    if (type.equals("RECORD")) {
      return record(bytes);
    }
    return MessageType.find(type) == null && !(bareStates && STATE_TYPES.contains(type))
        ? withoutKnownType("its type is not known to the protocol", bytes)
        : message(type);
  }

  /** Whether {@link #next()} returns a line without reading further input. */
  public boolean hasBufferedLine() {
    return lines.hasWholeLine();
  }

  /** Whether the input ended within the line that came last: it may be only a part of one. */
  public boolean endedWithinLine() {
    return lines.isUnended();
  }

  /** Bytes read from the input so far. */
  public long bytesRead() {
    return lines.bytesRead();
  }

  /** Gives the memory back; does not close the input. */
  @Override
  public void close() {
    lines.close();
  }

  private String typeName(byte[] bytes) {
    var type = scanner.type;
    boolean plainRecord =
        type.length() == 8
            && bytes[type.start + 1] == 'R'
            && bytes[type.start + 2] == 'E'
            && bytes[type.start + 3] == 'C'
            && bytes[type.start + 4] == 'O'
            && bytes[type.start + 5] == 'R'
            && bytes[type.start + 6] == 'D';
    return plainRecord ? "RECORD" : JsonText.decode(bytes, type.start, type.end);
  }

  private Line record(byte[] bytes) {
    if (!scanner.record.present() || bytes[scanner.record.start] != '{') {
      return malformed("the record is no object", true, null);
    }
    StreamDescriptor stream = stream(bytes);
    if (stream == null) {
      return malformed("the record names no stream", true, null);
    }
    if (!scanner.data.present() || bytes[scanner.data.start] != '{') {
      return malformed("the record has no data object", true, stream);
    }
    return record.view(bytes, lines.start(), lines.end(), lines.number(), stream);
  }

  /** Whole JSON, but of no type that there is; it may be meant as a record all the same. */
  private Line withoutKnownType(String reason, byte[] bytes) {
    boolean holdsRecord =
        scanner.record.present() && scanner.stream.present() && scanner.data.present();
    return malformed(reason, holdsRecord, holdsRecord ? stream(bytes) : null);
  }

  private @Nullable StreamDescriptor stream(byte[] bytes) {
    var name = scanner.stream;
    var namespace = scanner.namespace;
    if (!name.present() || bytes[name.start] != '"') {
      return null;
    }
    if (namespace.present() && bytes[namespace.start] != '"' && bytes[namespace.start] != 'n') {
      return null;
    }
    return isBlank(bytes, name) ? null : streams.find(bytes, name, namespace);
  }

  private static boolean isBlank(byte[] bytes, LineScanner.Span name) {
    byte first = name.length() == 2 ? (byte) ' ' : bytes[name.start + 1];
    return (first <= ' ' || first == '\\')
        && JsonText.decode(bytes, name.start, name.end).isBlank();
  }

  private Line message(String type) {
    byte[] bytes = lines.bytes();
    int length = lines.end() - lines.start();
    try {
      Envelope envelope =
          STATE_TYPES.contains(type)
              ? new Envelope(
                  MessageCodec.readState(new String(bytes, lines.start(), length, UTF_8)), Map.of())
              : MessageCodec.readEnvelope(bytes, lines.start(), length);
      return new MessageLine(lines.number(), length, envelope);
    } catch (ProtocolException e) {
      return malformed(String.valueOf(e.getMessage()), false, null);
    }
  }

  private MalformedLine malformed(
      String reason, boolean undelivered, @Nullable StreamDescriptor stream) {
    int length = lines.end() - lines.start();
    String excerpt =
        undelivered ? "(a record of %d bytes, not shown)".formatted(length) : excerpt(length);
    return new MalformedLine(lines.number(), length, excerpt, reason, undelivered, stream);
  }

  private String excerpt(int length) {
    int shown = Math.min(length, EXCERPT_CHARS * 4);
    String text = new String(lines.bytes(), lines.start(), shown, UTF_8);
    return text.length() <= EXCERPT_CHARS ? text : text.substring(0, EXCERPT_CHARS) + "…";
  }

  private boolean looksLikeRecord() {
    return RecordLikeness.of(lines.bytes(), lines.start(), lines.end());
  }
}
