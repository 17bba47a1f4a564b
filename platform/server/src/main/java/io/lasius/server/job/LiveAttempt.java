package io.lasius.server.job;

import io.lasius.replication.ConnectorUsage;
import io.lasius.replication.ReplicationReport;
import io.lasius.replication.StreamCounts;
import io.lasius.replication.StreamReport;
import io.lasius.replication.SyncEstimate;
import io.lasius.replication.SyncWait;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * A running attempt at one moment.
 *
 * @param phases milliseconds in each phase so far
 */
record LiveAttempt(
    AttemptPhase phase,
    Map<AttemptPhase, Long> phases,
    List<SyncWait> waits,
    LiveSide source,
    LiveSide destination,
    Optional<SyncEstimate> estimate) {

  /**
   * What a side has moved and used: of the source what it wrote, of the destination what it was
   * sent.
   */
  record LiveSide(StreamCounts moved, Speeds.Speed speed, Optional<ConnectorUsage> usage) {}

  static StreamCounts sum(
      Optional<ReplicationReport> report, Function<StreamReport, StreamCounts> part) {
    return report
        .map(known ->
            known.streams().stream().map(part).reduce(StreamCounts.NONE, StreamCounts::plus))
        .orElse(StreamCounts.NONE);
  }

  static Speeds.Side side(StreamCounts moved, Optional<ConnectorUsage> usage) {
    return new Speeds.Side(moved, usage.map(ConnectorUsage::cpu).orElse(Duration.ZERO));
  }
}
