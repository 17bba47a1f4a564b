package io.lasius.replication;

import io.lasius.protocol.catalog.StreamDescriptor;
import io.lasius.protocol.wire.RecordRewrite;
import io.lasius.replication.mapper.MapperChain;
import org.jspecify.annotations.Nullable;

/** One stream on its way from source to destination. Belongs to the thread that carries records. */
final class StreamLane {
  private final StreamDescriptor source;
  private final StreamDescriptor destination;
  private final StreamProgress progress;
  private final @Nullable RecordRewrite rewrite;
  private final @Nullable MapperChain mappers;
  private StreamCounts emittedAtLastState = StreamCounts.NONE;
  private StreamCounts sentAtLastState = StreamCounts.NONE;
  private boolean hasState;
  private boolean blocked;

  StreamLane(
      StreamDescriptor source,
      StreamDescriptor destination,
      StreamProgress progress,
      @Nullable MapperChain mappers) {
    this.source = source;
    this.mappers = mappers;
    this.destination = destination;
    this.progress = progress;
    this.rewrite =
        source.equals(destination)
            ? null
            : new RecordRewrite(destination.name(), destination.namespace());
  }

  StreamDescriptor source() {
    return source;
  }

  StreamDescriptor destination() {
    return destination;
  }

  StreamProgress progress() {
    return progress;
  }

  /** How the stream is named at the destination; null where the name stays. */
  @Nullable RecordRewrite rewrite() {
    return rewrite;
  }

  /** What becomes of the records' data; null where it stays. */
  @Nullable MapperChain mappers() {
    return mappers;
  }

  /** What came since the last state that covers this stream; the next one starts from here. */
  Moved takeSinceLastState() {
    StreamCounts emitted = progress.emitted();
    StreamCounts sent = progress.sent();
    var since = new Moved(emitted.minus(emittedAtLastState), sent.minus(sentAtLastState));
    emittedAtLastState = emitted;
    sentAtLastState = sent;
    hasState = true;
    return since;
  }

  /** What the source wrote, and what of it the destination was sent. */
  record Moved(StreamCounts emitted, StreamCounts sent) {}

  boolean hasState() {
    return hasState;
  }

  /** From here on no state may be committed: a retry would resume past an undelivered record. */
  void block() {
    blocked = true;
  }

  boolean blocked() {
    return blocked;
  }
}
