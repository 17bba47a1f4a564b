package io.lasius.replication;

import com.fasterxml.jackson.databind.JsonNode;
import io.lasius.protocol.catalog.StreamDescriptor;
import io.lasius.protocol.message.FailureType;
import io.lasius.protocol.message.GlobalState;
import io.lasius.protocol.message.LegacyState;
import io.lasius.protocol.message.LogLevel;
import io.lasius.protocol.message.StateMessage;
import io.lasius.protocol.message.StreamState;
import io.lasius.protocol.wire.Envelope;
import io.lasius.protocol.wire.MessageWriter;
import io.lasius.protocol.wire.ProtocolException;
import java.io.IOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The states on their way to the destination. Belongs to the thread that carries records. */
final class StateRelay {
  private final Map<StreamDescriptor, StreamLane> lanes;
  private final MessageWriter writer;
  private final SyncJournal journal;
  private final StateLedger ledger;
  private final StateNames names;
  private final RecordChecks checks;
  private final JsonNode stateOfNothing;
  private final Map<@Nullable StreamDescriptor, Long> lastNumbers = new HashMap<>();
  private long lastNumber;
  private boolean perStream;
  private boolean acrossStreams;

  StateRelay(
      ReplicationPlan plan,
      Map<StreamDescriptor, StreamLane> lanes,
      MessageWriter writer,
      SyncJournal journal,
      StateLedger ledger) {
    this.lanes = lanes;
    this.writer = writer;
    this.journal = journal;
    this.ledger = ledger;
    this.names = new StateNames(plan.sourceCatalog(), plan.routing());
    this.checks = plan.checks();
    this.stateOfNothing = plan.stateOfNothing();
  }

  /**
   * Sends a state on, if it is one of the plan's.
   *
   * @throws SyncStoppedException if the source counted otherwise, and must not
   */
  void forward(StateMessage state, Envelope envelope) throws IOException, SyncStoppedException {
    StreamDescriptor scope = scopeOf(state);
    if (scope != null && !lanes.containsKey(scope)) {
      journal.log(
          ConnectorRole.SOURCE,
          LogLevel.WARN,
          "wrote a state of stream %s, which is not configured; it is left out".formatted(scope));
      return;
    }
    var emitted = new HashMap<StreamDescriptor, StreamCounts>();
    var counts = new HashMap<StreamDescriptor, StreamCounts>();
    takeSinceLastState(scope, emitted, counts);
    compare(
        new Interval(scope, lastNumbers.getOrDefault(scope, 0L), lastNumber + 1), state, emitted);
    StateMessage outgoing = names.toDestination(state);
    send(
        outgoing,
        envelope,
        new StateLedger.Sent(
            scope, state, StateValue.of(outgoing.json()), counts, committable(scope)));
  }

  private void send(StateMessage outgoing, Envelope envelope, StateLedger.Sent sent)
      throws IOException {
    // Noted before it is sent: it may be returned at once.
    lastNumber = ledger.sent(sent);
    lastNumbers.put(sent.scope(), lastNumber);
    writer.writeState(new Envelope(outgoing, envelope.additionalProperties()), lastNumber);
    writer.flush();
  }

  private @Nullable StreamDescriptor scopeOf(StateMessage state) throws ProtocolException {
    switch (state) {
      case StreamState _ -> perStream = true;
      case GlobalState _, LegacyState _ -> acrossStreams = true;
    }
    if (perStream && acrossStreams) {
      throw new ProtocolException(
          "the source mixes states of single streams with states of all streams");
    }
    return state instanceof StreamState one ? one.stream() : null;
  }

  private boolean committable(@Nullable StreamDescriptor scope) {
    return lanesOf(scope).stream().noneMatch(StreamLane::blocked);
  }

  /**
   * Of the stream that a state is of, or of all; a stream's is found without a look at the others.
   */
  private Collection<StreamLane> lanesOf(@Nullable StreamDescriptor scope) {
    return scope == null
        ? lanes.values()
        : List.of(Objects.requireNonNull(lanes.get(scope), "its stream is configured"));
  }

  private void compare(
      Interval between, StateMessage state, Map<StreamDescriptor, StreamCounts> emitted)
      throws SyncStoppedException {
    String difference = journal.compareWithSource(between, state.sourceStats(), emitted);
    if (difference != null && checks.sourceCountsMustAgree()) {
      throw new SyncStoppedException(
          FailureReason.now(
                  FailureOrigin.SOURCE,
                  FailureType.SYSTEM_ERROR,
                  difference + "; so that state is not committed, and the sync ends",
                  "")
              .about(between.scope()));
    }
  }

  private void takeSinceLastState(
      @Nullable StreamDescriptor scope,
      Map<StreamDescriptor, StreamCounts> emitted,
      Map<StreamDescriptor, StreamCounts> sent) {
    for (StreamLane lane : lanesOf(scope)) {
      StreamLane.Moved moved = lane.takeSinceLastState();
      emitted.put(lane.source(), moved.emitted());
      sent.put(lane.source(), moved.sent());
    }
  }

  /**
   * Sends an empty state for each stream that has none, so that the destination reports what it
   * stored. To be called after the source ended well.
   */
  void sendMissing() throws IOException {
    if (acrossStreams) {
      return;
    }
    for (StreamLane lane : lanes.values()) {
      if (!lane.hasState()) {
        sendEmptyState(lane);
      }
    }
  }

  private void sendEmptyState(StreamLane lane) throws IOException {
    var empty = StreamState.of(lane.destination(), stateOfNothing, null);
    var counts = Map.of(lane.source(), lane.takeSinceLastState().sent());
    send(
        empty,
        new Envelope(empty, Map.of()),
        new StateLedger.Sent(
            lane.source(), null, StateValue.of(empty.json()), counts, !lane.blocked()));
  }
}
