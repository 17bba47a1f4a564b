package io.lasius.sdk;

import io.lasius.protocol.catalog.StreamDescriptor;
import io.lasius.protocol.message.StateMessage;
import io.lasius.protocol.message.StateStats;
import io.lasius.protocol.message.StreamState;
import io.lasius.protocol.wire.Envelope;
import io.lasius.protocol.wire.MessageCodec;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * The states that came, until what they speak for is durable. Many that come close together share
 * one commit, so that a state costs no disk flush of its own.
 */
final class StateReturns {
  /** Longest time that a state waits while records keep coming. */
  private static final long LONGEST_WAIT_NANOS = Duration.ofSeconds(1).toNanos();

  /** So many characters of states, and they are returned whatever the time. */
  private static final long MAX_CHARS = 8 << 20;

  private final Map<StreamDescriptor, StreamLane> lanes;
  private final MessageOutput output;
  private final List<Waiting> waiting = new ArrayList<>();
  private long waitingChars;
  private long oldestAt;

  private record Waiting(
      Envelope envelope, StateMessage state, Collection<StreamLane> lanes, long records) {}

  StateReturns(Map<StreamDescriptor, StreamLane> lanes, MessageOutput output) {
    this.lanes = lanes;
    this.output = output;
  }

  /** Takes a state that came after what its streams were given so far. */
  void add(Envelope envelope, StateMessage state, long line) throws UndeliverableException {
    Collection<StreamLane> covered = covered(state, line);
    long records = covered.stream().mapToLong(StreamLane::takeRecordCount).sum();
    if (waiting.isEmpty()) {
      oldestAt = System.nanoTime();
    }
    waiting.add(new Waiting(envelope, state, covered, records));
    waitingChars += state.json().length();
  }

  /** Commits and returns, if states have waited long enough. */
  void commitIfDue() throws IOException {
    if (!waiting.isEmpty()
        && (System.nanoTime() - oldestAt >= LONGEST_WAIT_NANOS || waitingChars >= MAX_CHARS)) {
      commit();
    }
  }

  /** Commits the streams of the states that wait, and returns those states. */
  void commit() throws IOException {
    if (waiting.isEmpty()) {
      return;
    }
    for (Waiting one : waiting) {
      for (StreamLane lane : one.lanes()) {
        lane.commit();
      }
    }
    for (Waiting one : waiting) {
      byte[] line = returned(one);
      output.gather(line, 0, line.length);
    }
    output.flush();
    waiting.clear();
    waitingChars = 0;
  }

  private Collection<StreamLane> covered(StateMessage state, long line)
      throws UndeliverableException {
    if (state instanceof StreamState one) {
      StreamLane lane = lanes.get(one.stream());
      if (lane == null) {
        throw new UndeliverableException(
            "line %d is a state of stream %s, which is not configured"
                .formatted(line, one.stream()));
      }
      return List.of(lane);
    }
    return lanes.values();
  }

  private static byte[] returned(Waiting one) {
    return MessageCodec.write(
        new Envelope(
            DestinationStats.splice(one.state(), StateStats.ofRecords(one.records())),
            one.envelope().additionalProperties()));
  }
}
