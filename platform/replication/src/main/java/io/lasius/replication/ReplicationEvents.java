package io.lasius.replication;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lasius.protocol.catalog.StreamDescriptor;
import io.lasius.protocol.message.LogLevel;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a sync tells while it runs. Called from several threads, never from two at once per method
 * and role.
 */
public interface ReplicationEvents {
  /**
   * Stores what was returned since the last call: all of it in one transaction, in order. It is
   * durable when this returns, and so is each record that was set aside before.
   */
  void commit(List<StateCommit> returned) throws CommitException;

  /** Keeps a record that is not sent; durable once the next commit, or the sync, has ended. */
  void setAside(RejectedRecord record) throws CommitException;

  /** Stores a connector's new configuration; durable when this returns. */
  void configChanged(ConnectorRole role, ObjectNode config) throws CommitException;

  /** Both connectors run, and records move from now on. */
  default void moves() {}

  /** The source has ended; what is left is the destination's. */
  default void finishes() {}

  /**
   * Takes a line of the attempt's log.
   *
   * @param origin null for the platform itself
   */
  void log(
      @Nullable ConnectorRole origin,
      LogLevel level,
      String text,
      @Nullable StreamDescriptor stream);
}
