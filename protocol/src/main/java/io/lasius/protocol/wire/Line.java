package io.lasius.protocol.wire;

/** One line of a connector's output. */
public sealed interface Line permits MalformedLine, MessageLine, RecordLine {
  /** Number of the line, from 1; each line counts, also a blank one. */
  long number();

  /** Bytes of the line, without its end. */
  int length();
}
