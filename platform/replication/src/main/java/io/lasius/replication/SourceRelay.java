package io.lasius.replication;

import io.lasius.protocol.catalog.ConfiguredStream;
import io.lasius.protocol.catalog.StreamDescriptor;
import io.lasius.protocol.message.AnalyticsTrace;
import io.lasius.protocol.message.CatalogMessage;
import io.lasius.protocol.message.ConnectionStatusMessage;
import io.lasius.protocol.message.ControlMessage;
import io.lasius.protocol.message.CountMessage;
import io.lasius.protocol.message.DestinationCatalogMessage;
import io.lasius.protocol.message.ErrorTrace;
import io.lasius.protocol.message.EstimateTrace;
import io.lasius.protocol.message.LogLevel;
import io.lasius.protocol.message.LogMessage;
import io.lasius.protocol.message.ProtocolMessage;
import io.lasius.protocol.message.RecordMessage;
import io.lasius.protocol.message.SpecMessage;
import io.lasius.protocol.message.StateMessage;
import io.lasius.protocol.message.StreamStatusTrace;
import io.lasius.protocol.message.StreamStatusTrace.Status;
import io.lasius.protocol.wire.Envelope;
import io.lasius.protocol.wire.Line;
import io.lasius.protocol.wire.MalformedLine;
import io.lasius.protocol.wire.MessageLine;
import io.lasius.protocol.wire.MessageReader;
import io.lasius.protocol.wire.MessageWriter;
import io.lasius.protocol.wire.RecordLine;
import io.lasius.replication.mapper.MapperChain;
import io.lasius.replication.mapper.MapperException;
import io.lasius.replication.mapper.StreamMapping;
import java.io.IOException;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The straight line from the source's output to the destination's input: one thread carries each
 * record all the way and numbers the states.
 */
final class SourceRelay {
  private final MessageReader reader;
  private final MessageWriter writer;
  private final SyncWaits waits;
  private final SyncJournal journal;
  private final StateRelay states;
  private final RecordGate gate;
  private final InstantSource clock;
  private final Map<StreamDescriptor, StreamLane> lanes = new LinkedHashMap<>();
  private @Nullable MalformedLine torn;

  /** Both ends of the line, and what watches it. */
  record Ends(MessageReader reader, MessageWriter writer, SyncWaits waits) {}

  SourceRelay(
      ReplicationPlan plan,
      Ends ends,
      SyncJournal journal,
      StateLedger ledger,
      InstantSource clock) {
    this.reader = ends.reader();
    this.writer = ends.writer();
    this.waits = ends.waits();
    this.journal = journal;
    this.clock = clock;
    for (ConfiguredStream stream : plan.sourceCatalog().streams()) {
      lanes.put(stream.descriptor(), lane(stream, plan));
    }
    this.states = new StateRelay(plan, lanes, writer, journal, ledger);
    this.gate = new RecordGate(plan, journal);
  }

  private StreamLane lane(ConfiguredStream stream, ReplicationPlan plan) {
    var source = stream.descriptor();
    var mapping = plan.mappings().getOrDefault(source, StreamMapping.NONE);
    return new StreamLane(
        source,
        plan.routing().toDestination(source),
        journal.counts(source),
        mapping.isEmpty() ? null : MapperChain.of(mapping, stream));
  }

  /**
   * Carries all that the source writes, until its output ends.
   *
   * @throws DestinationInput.ClosedException if the destination takes no more
   * @throws SyncStoppedException if a rule of the plan says that the sync is not to go on
   */
  void run() throws IOException, CommitException, SyncStoppedException {
    for (; ; ) {
      if (!reader.hasBufferedLine()) {
        writer.flush();
        waits.reading();
      }
      Line line = reader.next();
      if (line == null) {
        waits.sourceEnded();
        writer.flush();
        return;
      }
      switch (line) {
        case RecordLine row -> carry(row);
        case MessageLine other -> take(other.envelope());
        case MalformedLine malformed -> setAside(malformed);
      }
    }
  }

  private void carry(RecordLine row) throws IOException, CommitException, SyncStoppedException {
    waits.heard();
    StreamLane lane = lanes.get(row.stream());
    if (lane == null) {
      journal.unconfigured(row.stream());
      return;
    }
    lane.progress().emitted(row.length());
    RecordLine admitted = gate.admit(row, lane);
    if (admitted == null) {
      return;
    }
    MapperChain mappers = lane.mappers();
    if (mappers == null) {
      lane.progress().sent(writer.write(admitted, lane.rewrite()));
      return;
    }
    try {
      carryMapped(admitted, lane, mappers);
    } catch (MapperException e) {
      // What is kept is the source's own line.
      gate.reject(row, lane, Rejection.UNMAPPED, "it cannot be mapped: " + e.getMessage());
    }
  }

  private void carryMapped(RecordLine row, StreamLane lane, MapperChain mappers)
      throws IOException, MapperException {
    switch (mappers.apply(row.data())) {
      case UNCHANGED -> lane.progress().sent(writer.write(row, lane.rewrite()));
      case CHANGED -> lane.progress().sent(writer.write(row, lane.rewrite(), mappers.mapped()));
      case FILTERED -> lane.progress().filtered(row.length());
    }
  }

  private void setAside(MalformedLine line) {
    if (!line.undeliveredRecord()) {
      journal.log(ConnectorRole.SOURCE, LogLevel.INFO, line.excerpt());
      return;
    }
    if (reader.endedWithinLine()) {
      torn = line;
      return;
    }
    undelivered(line);
  }

  /** The line in whose middle the output ended, if it looks like a record; else null. */
  @Nullable MalformedLine torn() {
    return torn;
  }

  /**
   * The source exited with status 0 and its output was read to the end. So it took the torn line
   * for a whole one, and the record is lost; had it been killed, it would be written again.
   */
  void sourceEndedWell() {
    if (torn != null) {
      undelivered(torn);
    }
  }

  private void undelivered(MalformedLine line) {
    StreamDescriptor stream = line.stream();
    StreamLane lane = stream == null ? null : lanes.get(stream);
    if (stream == null) {
      lanes.values().forEach(StreamLane::block);
    } else if (lane != null) {
      lane.block();
    }
    journal.undelivered(line);
  }

  private void take(Envelope envelope) throws IOException, CommitException, SyncStoppedException {
    ProtocolMessage message = envelope.message();
    switch (message) {
      case StateMessage state -> {
        waits.heard();
        states.forward(state, envelope);
      }
      case StreamStatusTrace status -> note(status);
      case ErrorTrace error ->
          journal.errorTold(ConnectorRole.SOURCE, error, error.error().streamDescriptor());
      case ControlMessage control -> journal.control(ConnectorRole.SOURCE, control);
      case LogMessage log -> journal.log(ConnectorRole.SOURCE, log);
      case EstimateTrace estimate -> journal.estimated(estimate);
      case AnalyticsTrace _ -> {}
      case RecordMessage _,
          SpecMessage _,
          CatalogMessage _,
          ConnectionStatusMessage _,
          CountMessage _,
          DestinationCatalogMessage _ ->
          journal.log(
              ConnectorRole.SOURCE,
              LogLevel.WARN,
              "wrote a message of type %s, which has no place in a read; it is left out"
                  .formatted(message.type()));
    }
  }

  private void note(StreamStatusTrace trace) {
    var status = trace.streamStatus();
    waits.status(status);
    StreamLane lane = lanes.get(status.streamDescriptor());
    if (lane != null) {
      lane.progress().status(status.status());
    }
  }

  /**
   * Tells a destination what it can finish, after the source has ended. A stream for which the
   * source sent no state gets an empty one, so that the destination reports what it stored.
   *
   * @param sourceEndedWell whether the source exited with status 0
   * @param withStatus whether the destination waits for COMPLETE
   */
  void finish(boolean sourceEndedWell, boolean withStatus) throws IOException {
    if (sourceEndedWell) {
      states.sendMissing();
    }
    if (sourceEndedWell && withStatus) {
      for (StreamLane lane : lanes.values()) {
        if (endedWell(lane)) {
          writer.write(StreamStatusTrace.of(lane.destination(), Status.COMPLETE, clock.millis()));
        }
      }
    }
    writer.flush();
  }

  /** Whether each stream was read to its end without a record left behind. */
  boolean allEndedWell() {
    return lanes.values().stream().allMatch(SourceRelay::endedWell);
  }

  private static boolean endedWell(StreamLane lane) {
    return !lane.blocked() && !lane.progress().endedIncomplete();
  }
}
