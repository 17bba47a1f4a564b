package io.lasius.replication;

import io.lasius.protocol.catalog.StreamDescriptor;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;

/**
 * The counts of a sync.
 *
 * @param differences where somebody counted otherwise, one sentence each
 * @param doubts why a sync that ended well may not be whole, one sentence each
 * @param unconfigured records of streams that are not configured: not sent
 * @param unattributed lines that look like records and tell no stream: not sent
 * @param sourceErrors lines that the source logged as errors
 * @param destinationErrors lines that the destination logged as errors: one that loses records and
 *     does not count may tell of it in no other way
 */
public record ReplicationReport(
    List<StreamReport> streams,
    List<String> differences,
    List<String> doubts,
    long unconfigured,
    long unattributed,
    long sourceErrors,
    long destinationErrors) {
  public ReplicationReport {
    streams = List.copyOf(streams);
    differences = List.copyOf(differences);
    doubts = List.copyOf(doubts);
  }

  /** Of a sync of which nothing has moved. */
  public static ReplicationReport none(Collection<StreamDescriptor> streams) {
    return new ReplicationReport(
        streams.stream().map(StreamReport::none).toList(), List.of(), List.of(), 0, 0, 0, 0);
  }

  /** The same with what a count query found. */
  ReplicationReport with(QueryCount query) {
    var sentences = new ArrayList<>(differences);
    String mismatch = query.mismatch();
    if (mismatch != null) {
      sentences.add(mismatch);
    }
    return new ReplicationReport(
        streams.stream()
            .map(report -> report.stream().equals(query.stream()) ? report.with(query) : report)
            .toList(),
        sentences,
        doubts,
        unconfigured,
        unattributed,
        sourceErrors,
        destinationErrors);
  }

  /** What the counts prove of the records that were moved, whether or not those were all. */
  public Verdict verdict() {
    var mismatches = new LinkedHashSet<String>();
    var unproven = new ArrayList<>(doubts);
    for (StreamReport stream : streams) {
      Verdict verdict = stream.verdict();
      switch (verdict.kind()) {
        // A count of all streams together is a mismatch of each.
        case MISMATCH -> mismatches.addAll(verdict.reasons());
        case UNVERIFIED -> unproven.addAll(verdict.reasons());
        case VERIFIED -> {}
      }
    }
    if (unconfigured > 0) {
      unproven.add("records of streams that are not configured: " + unconfigured);
    }
    if (unattributed > 0) {
      unproven.add("lines that look like records and cannot be read: " + unattributed);
    }
    return Verdict.of(List.copyOf(mismatches), unproven);
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
