package io.lasius.server.state;

import io.lasius.protocol.catalog.SyncMode;
import io.lasius.replication.StreamCounts;
import io.lasius.server.connection.StreamSyncMode;
import org.jspecify.annotations.Nullable;

/**
 * What a destination will hold of a stream once the next sync has read on from another state,
 * beside what it would hold otherwise.
 *
 * @param again what was delivered beyond that state and may come again; at most so much
 * @param reason a sentence for a person
 */
record StateEffect(Kind kind, StreamCounts again, String reason) {
  enum Kind {
    /** Just what it would hold anyway. */
    UNCHANGED,
    /** Records twice. */
    DOUBLED,
    /** Without records that come before the state, and never will. */
    MISSING,
    /** Nobody can tell. */
    UNKNOWN
  }

  /**
   * A stream as it is now.
   *
   * @param present what it would be read on from; null for its beginning
   * @param dataBegan a version up to this one is of data that is gone, or to go
   */
  record Stream(
      StreamSyncMode mode, @Nullable StateVersion present, long dataBegan, StateLineage lineage) {}

  /** Whether it is to be asked for twice. */
  boolean needsForce() {
    return kind == Kind.MISSING;
  }

  /** The effect of going on from a state that no sync of this connection has reached. */
  static StateEffect ofStranger(Stream stream) {
    return stream.mode().source() == SyncMode.FULL_REFRESH
        ? readWhole()
        : of(
            Kind.UNKNOWN,
            "no sync of this connection is known to have reached the state; records before it may be missing, records after it may come twice");
  }

  /**
   * The effect of going on from a version.
   *
   * @param target null for the stream's beginning
   * @param reachedBy why its position was reached first; null where nobody knows any more
   */
  static StateEffect of(
      Stream stream, @Nullable StateVersion target, @Nullable StateReason reachedBy) {
    if (stream.mode().source() == SyncMode.FULL_REFRESH) {
      return readWhole();
    }
    if (StateVersion.positionOf(stream.present()) == StateVersion.positionOf(target)) {
      return unchanged("it is there already");
    }
    if (target != null && target.position() <= stream.dataBegan()) {
      return of(
          Kind.MISSING,
          "the stream was cleared, or its data replaced, since; what came before this state may be gone, and would never be read again");
    }
    if (target != null && (reachedBy == null || reachedBy == StateReason.IMPORT)) {
      return ofStranger(stream);
    }
    return again(stream, target);
  }

  private static StateEffect again(Stream stream, @Nullable StateVersion target) {
    var again = stream.lineage().beside(target, stream.dataBegan());
    var cutShort =
        stream.lineage().isCutShort() ? ", as far as the versions tell that are left" : "";
    if (stream.mode().needsPrimaryKey()) {
      return unchanged("records that come again are found by their key");
    }
    if (again.records() == 0) {
      return unchanged("nothing was committed beyond it" + cutShort);
    }
    return new StateEffect(
        Kind.DOUBLED, again, "what was committed beyond it comes again and is appended" + cutShort);
  }

  private static StateEffect readWhole() {
    return unchanged("each sync reads the stream whole, from no state");
  }

  private static StateEffect unchanged(String reason) {
    return of(Kind.UNCHANGED, reason);
  }

  private static StateEffect of(Kind kind, String reason) {
    return new StateEffect(kind, StreamCounts.NONE, reason);
  }
}
