package io.lasius.protocol.wire;

import io.lasius.protocol.message.ProtocolMessage;

/** A message of any type but RECORD. */
public record MessageLine(long number, int length, Envelope envelope) implements Line {
  public ProtocolMessage message() {
    return envelope.message();
  }
}
