package io.lasius.connector.destinationdiscard;

import io.lasius.protocol.catalog.ConfiguredStream;
import io.lasius.sdk.StreamWriter;
import io.lasius.sdk.WriteSession;

/** One write, of which nothing stays. */
final class DiscardSession implements WriteSession {
  @Override
  public StreamWriter stream(ConfiguredStream stream) {
    return new CountingWriter(stream.descriptor());
  }

  @Override
  public void close() {}
}
