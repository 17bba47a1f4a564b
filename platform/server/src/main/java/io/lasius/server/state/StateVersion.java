package io.lasius.server.state;

import io.lasius.protocol.catalog.StreamDescriptor;
import io.lasius.server.connection.StreamKey;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A version of a stream's state, or of the one of all streams together, without its text.
 *
 * @param version grows with time within a connection, over all its streams
 * @param stream the stream's descriptor as JSON; empty for all streams together
 * @param stateType null where there is no state from here on
 * @param stateBytes of the state's text
 * @param restoredVersion at which the same position was reached first; null where that is this one
 * @param records committed since the version before it that is still there
 * @param bytes of those records
 * @param olderRemoved whether versions right before it were removed by retention
 */
@MappedEntity("state_version")
record StateVersion(
    @Id long version,
    UUID connectionId,
    String stream,
    @Nullable StateType stateType,
    long stateBytes,
    StateReason reason,
    @Nullable Long restoredVersion,
    @Nullable Long jobId,
    @Nullable Integer attempt,
    long records,
    long bytes,
    boolean olderRemoved,
    Instant createdAt) {
  /** Whether there is a state, or none from here on. */
  boolean hasState() {
    return stateType != null;
  }

  /** The position of what may be no state at all: 0 is the stream's beginning. */
  static long positionOf(@Nullable StateVersion version) {
    return version == null ? 0 : version.position();
  }

  /** The version at which its position was reached first. */
  long position() {
    return restoredVersion == null ? version : restoredVersion;
  }

  /** Whose state it is; null where it is that of all streams together. */
  @Nullable StreamDescriptor descriptor() {
    return stream.equals(StreamKey.ALL_STREAMS) ? null : StreamKey.parse(stream);
  }
}
