package io.lasius.sdk;

import com.fasterxml.jackson.databind.JsonNode;
import io.lasius.protocol.catalog.StreamDescriptor;
import io.lasius.protocol.message.EstimateTrace;
import io.lasius.protocol.message.RecordChange;
import io.lasius.protocol.message.StreamStatusTrace;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/**
 * Where a stream's records and positions go. Each call may wait while the reader of the output is
 * slower. Not thread-safe.
 */
public final class StreamOutput {
  private final StreamDescriptor stream;
  private final MessageOutput output;
  private final Positions positions;
  private final StateInterval interval;
  private final InstantSource clock = InstantSource.system();
  private final RecordEncoder encoder;
  private boolean running;
  private long recordsSinceState;
  private long lastRecordAt;
  private long lastStateAt;

  StreamOutput(
      StreamDescriptor stream, MessageOutput output, Positions positions, StateInterval interval)
      throws IOException {
    this.stream = stream;
    this.output = output;
    this.positions = positions;
    this.interval = interval;
    this.encoder = new RecordEncoder(stream);
    lastStateAt = clock.millis();
  }

  /** Writes a record. */
  public void record(RecordBody body) throws IOException {
    record(body, List.of());
  }

  /** Writes a record of which some fields could not be kept as they were. */
  public void record(RecordBody body, List<RecordChange> changes) throws IOException {
    lastRecordAt = clock.millis();
    encoder.encode(body, changes, lastRecordAt);
    if (!running) {
      running = true;
      status(StreamStatusTrace.Status.RUNNING);
    }
    output.gather(encoder.line().bytes(), 0, encoder.line().length());
    recordsSinceState++;
  }

  /** Whether enough records or time have passed since the last position; false without records. */
  public boolean stateDue() {
    return recordsSinceState >= interval.records()
        || (recordsSinceState > 0 && lastRecordAt - lastStateAt >= interval.time().toMillis());
  }

  /**
   * Tells a position: all records so far come before it.
   *
   * @param position any JSON that {@link SourceStream#read} can go on from
   */
  public void state(JsonNode position) throws IOException {
    output.write(positions.advance(stream, position, recordsSinceState));
    recordsSinceState = 0;
    lastStateAt = clock.millis();
  }

  /** Tells how much there is to read in all, as far as is known. */
  public void estimate(long rows, long bytes) throws IOException {
    output.write(
        new EstimateTrace(
            BigDecimal.valueOf(clock.millis()),
            new EstimateTrace.Estimate(
                stream.name(),
                EstimateTrace.Scope.STREAM,
                stream.namespace(),
                rows,
                bytes,
                Map.of()),
            Map.of()));
  }

  void status(StreamStatusTrace.Status status) throws IOException {
    output.write(StreamStatusTrace.of(stream, status, clock.millis()));
  }

  /** The stream ends: what no position speaks for is left to the next one that speaks for all. */
  void end() {
    positions.leave(recordsSinceState);
  }
}
