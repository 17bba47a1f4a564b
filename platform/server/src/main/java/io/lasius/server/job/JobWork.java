package io.lasius.server.job;

import io.lasius.protocol.catalog.StreamDescriptor;
import java.util.List;

/**
 * What somebody asks for.
 *
 * @param streams those to refresh or to clear; empty for a sync, which is of all
 */
public record JobWork(JobType type, List<StreamDescriptor> streams) {
  /** A sync of all that the connection has. */
  public static final JobWork SYNC = new JobWork(JobType.SYNC, List.of());

  public JobWork {
    streams = List.copyOf(streams);
    if (streams.isEmpty() != (type == JobType.SYNC)) {
      throw new IllegalArgumentException(
          "a job of type %s cannot list %d streams".formatted(type, streams.size()));
    }
  }
}
