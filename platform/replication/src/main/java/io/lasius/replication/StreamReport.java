package io.lasius.replication;

import io.lasius.protocol.catalog.StreamDescriptor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What became of one stream, as far as is known at one moment. What was emitted is filtered,
 * rejected or sent; what was sent is committed, rejected by the destination, or not committed yet.
 *
 * @param emitted what the source wrote; bytes as it wrote them
 * @param filtered what a mapper left out on purpose
 * @param rejected what the platform did not send for another reason
 * @param undelivered those of the rejected ones that nobody has kept: no later state is committed
 * @param flagged records that are not as they should be, and are let through: as they are, or with
 *     a value made null
 * @param sent what the destination was sent; bytes as it was sent them
 * @param committed what the destination returned a state for, and the platform stored; records that
 *     the destination says it rejected are left out, but their bytes are not known and counted
 * @param bySource the source's own count
 * @param byDestination the destination's own count
 * @param mismatches where source or destination counted otherwise, one sentence each
 * @param complete whether the source said that it read the stream to its end
 */
public record StreamReport(
    StreamDescriptor stream,
    StreamCounts emitted,
    StreamCounts filtered,
    Map<Rejection, StreamCounts> rejected,
    long undelivered,
    long flagged,
    StreamCounts sent,
    StreamCounts committed,
    ConnectorCount bySource,
    ConnectorCount byDestination,
    List<String> mismatches,
    boolean complete) {
  public StreamReport {
    rejected = Map.copyOf(rejected);
    mismatches = List.copyOf(mismatches);
  }

  /** Of a stream of which nothing has moved yet. */
  public static StreamReport none(StreamDescriptor stream) {
    return new StreamReport(
        stream,
        StreamCounts.NONE,
        StreamCounts.NONE,
        Map.of(),
        0,
        0,
        StreamCounts.NONE,
        StreamCounts.NONE,
        ConnectorCount.NONE,
        ConnectorCount.NONE,
        List.of(),
        false);
  }

  /** What the counts prove of the records that were moved. */
  public Verdict verdict() {
    var doubts = new ArrayList<String>();
    doubt(doubts, undelivered, "could not be delivered");
    doubt(
        doubts, uncommittedRecords(), "were sent, but the destination returned no state for them");
    doubt(doubts, emitted.records() - bySource.covered(), "the source did not count");
    doubt(doubts, sent.records() - byDestination.covered(), "the destination did not count");
    return Verdict.of(mismatches, doubts);
  }

  private void doubt(List<String> doubts, long records, String what) {
    if (records > 0) {
      doubts.add("records of stream %s that %s: %d".formatted(stream, what, records));
    }
  }

  /** Records that were sent, and that no returned state stands for. */
  public long uncommittedRecords() {
    return sent.records() - committed.records() - byDestination.rejected();
  }
}
