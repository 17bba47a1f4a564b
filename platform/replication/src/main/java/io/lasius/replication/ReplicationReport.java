package io.lasius.replication;

import java.util.List;

/**
 * The counts of a sync.
 *
 * @param differences where somebody counted otherwise, one sentence each
 * @param unconfigured records of streams that are not configured: not sent
 * @param unattributed lines that look like records and tell no stream: not sent
 */
public record ReplicationReport(
    List<StreamReport> streams, List<String> differences, long unconfigured, long unattributed) {
  public ReplicationReport {
    streams = List.copyOf(streams);
    differences = List.copyOf(differences);
  }

  /** Sum over all streams. */
  public StreamCounts emitted() {
    return streams.stream()
        .map(StreamReport::emitted)
        .reduce(StreamCounts.NONE, StreamCounts::plus);
  }

  /** Sum over all streams. */
  public StreamCounts committed() {
    return streams.stream()
        .map(StreamReport::committed)
        .reduce(StreamCounts.NONE, StreamCounts::plus);
  }
}
