package io.lasius.replication;

import io.lasius.protocol.catalog.StreamDescriptor;
import io.lasius.protocol.message.StreamStatusTrace.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

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
 * @param bySource the source's own count, and that of a query of it
 * @param byDestination so for the destination
 * @param mismatches where source or destination counted otherwise, one sentence each
 * @param status what the source said last of its reading of the stream; null where it said nothing
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
    @Nullable Status status) {
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
        null);
  }

  /** Whether the source said that it reads the stream, and did not say how that ended. */
  boolean begunOnly() {
    return status == Status.STARTED || status == Status.RUNNING;
  }

  /** What the counts prove of the records that were moved. */
  public Verdict verdict() {
    var known = new ArrayList<String>(mismatches);
    var doubts = new ArrayList<String>();
    doubt(doubts, undelivered, "could not be delivered");
    doubt(
        doubts, uncommittedRecords(), "were sent, but the destination returned no state for them");
    weigh(bySource, emitted.records(), "the source did not count", known, doubts);
    weigh(byDestination, sent.records(), "the destination did not count", known, doubts);
    return Verdict.of(known, doubts);
  }

  /** A query that found a number takes the place of the count that a connector did not make. */
  private void weigh(
      ConnectorCount count, long moved, String what, List<String> known, List<String> doubts) {
    QueryCount query = count.query();
    if (query == null || query.found() == null) {
      doubt(doubts, moved - count.covered(), what);
    }
    if (query != null) {
      addIfAny(known, query.mismatch());
      addIfAny(doubts, query.doubt());
    }
  }

  private static void addIfAny(List<String> sentences, @Nullable String sentence) {
    if (sentence != null) {
      sentences.add(sentence);
    }
  }

  private void doubt(List<String> doubts, long records, String what) {
    if (records > 0) {
      doubts.add("records of stream %s that %s: %d".formatted(stream, what, records));
    }
  }

  /** The same with what a count query found. */
  StreamReport with(QueryCount query) {
    boolean source = query.role() == ConnectorRole.SOURCE;
    return new StreamReport(
        stream,
        emitted,
        filtered,
        rejected,
        undelivered,
        flagged,
        sent,
        committed,
        source ? bySource.with(query) : bySource,
        source ? byDestination : byDestination.with(query),
        mismatches,
        status);
  }

  /**
   * Whether a side counted the records of this attempt itself, each of them; not where there was
   * none to count.
   */
  public boolean countedBy(ConnectorRole role) {
    return switch (role) {
      case SOURCE -> isCounted(emitted, bySource);
      case DESTINATION -> isCounted(sent, byDestination);
    };
  }

  private static boolean isCounted(StreamCounts moved, ConnectorCount count) {
    return moved.records() > 0 && count.covered() >= moved.records();
  }

  /** Records that were sent, and that no returned state stands for. */
  public long uncommittedRecords() {
    return sent.records() - committed.records() - byDestination.rejected();
  }
}
