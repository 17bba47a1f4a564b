package io.lasius.sdk;

import io.lasius.protocol.catalog.StreamDescriptor;
import java.io.IOException;

/** The writer of a stream failed; the cause is what it threw. */
final class StreamFailure extends IOException {
  private static final long serialVersionUID = 1;

  private final transient StreamDescriptor stream;
  private final Exception failure;

  StreamFailure(StreamDescriptor stream, Exception failure) {
    super("stream %s failed".formatted(stream), failure);
    this.stream = stream;
    this.failure = failure;
  }

  StreamDescriptor stream() {
    return stream;
  }

  Exception failure() {
    return failure;
  }
}
