package io.lasius.protocol.message;

import org.jspecify.annotations.Nullable;

/**
 * A position that a source can resume from. The payload stays as it came: what is stored and sent
 * back is {@link #json()}, byte for byte, whatever it holds.
 *
 * <p>A state without a type is LEGACY, as the protocol has it.
 */
public sealed interface StateMessage extends ProtocolMessage
    permits GlobalState, LegacyState, StreamState {
  /** The payload (the envelope's {@code state}) as JSON text. */
  String json();

  /** What the source counted for it; null where it did not count. */
  @Nullable StateStats sourceStats();

  /** What the destination counted for it; null where it did not count. */
  @Nullable StateStats destinationStats();

  /** The number that the platform gave it; null before, or where a destination dropped it. */
  @Nullable Long id();

  @Override
  default MessageType type() {
    return MessageType.STATE;
  }
}
