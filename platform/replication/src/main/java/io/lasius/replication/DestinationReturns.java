package io.lasius.replication;

import io.lasius.protocol.catalog.StreamDescriptor;
import io.lasius.protocol.message.CatalogMessage;
import io.lasius.protocol.message.ConnectionStatusMessage;
import io.lasius.protocol.message.ControlMessage;
import io.lasius.protocol.message.CountMessage;
import io.lasius.protocol.message.DestinationCatalogMessage;
import io.lasius.protocol.message.ErrorTrace;
import io.lasius.protocol.message.LogLevel;
import io.lasius.protocol.message.LogMessage;
import io.lasius.protocol.message.ProtocolMessage;
import io.lasius.protocol.message.RecordMessage;
import io.lasius.protocol.message.SpecMessage;
import io.lasius.protocol.message.StateMessage;
import io.lasius.protocol.message.StreamState;
import io.lasius.protocol.message.TraceMessage;
import io.lasius.protocol.wire.Line;
import io.lasius.protocol.wire.MalformedLine;
import io.lasius.protocol.wire.MessageLine;
import io.lasius.protocol.wire.MessageReader;
import io.lasius.protocol.wire.RecordLine;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Reads what the destination writes, and marks in the ledger which states it returned. */
final class DestinationReturns {
  private final MessageReader reader;
  private final StreamRouting routing;
  private final StateLedger ledger;
  private final SyncJournal journal;
  private final Runnable stop;

  /**
   * A reader of what comes back.
   *
   * @param stop ends the sync, since the destination has lost records
   */
  DestinationReturns(
      MessageReader reader,
      StreamRouting routing,
      StateLedger ledger,
      SyncJournal journal,
      Runnable stop) {
    this.reader = reader;
    this.routing = routing;
    this.ledger = ledger;
    this.journal = journal;
    this.stop = stop;
  }

  /** Reads until the destination's output ends. */
  void run() throws IOException, CommitException {
    for (Line line = reader.next(); line != null; line = reader.next()) {
      switch (line) {
        case MessageLine message -> take(message.message());
        case MalformedLine text ->
            journal.log(ConnectorRole.DESTINATION, LogLevel.INFO, text.excerpt());
        case RecordLine row ->
            journal.log(
                ConnectorRole.DESTINATION,
                LogLevel.WARN,
                "wrote a record of stream %s; it is left out".formatted(row.stream()));
      }
    }
  }

  private void take(ProtocolMessage message) throws CommitException {
    switch (message) {
      case StateMessage state -> returned(state);
      case ErrorTrace error -> errorTold(error);
      case LogMessage log -> journal.log(ConnectorRole.DESTINATION, log);
      case ControlMessage control -> journal.control(ConnectorRole.DESTINATION, control);
      case TraceMessage _ -> {}
      case RecordMessage _,
          SpecMessage _,
          CatalogMessage _,
          ConnectionStatusMessage _,
          CountMessage _,
          DestinationCatalogMessage _ ->
          journal.log(
              ConnectorRole.DESTINATION,
              LogLevel.WARN,
              "wrote a message of type %s, which has no place in a write; it is left out"
                  .formatted(message.type()));
    }
  }

  private void errorTold(ErrorTrace trace) {
    var named = trace.error().streamDescriptor();
    journal.errorTold(
        ConnectorRole.DESTINATION, trace, named == null ? null : routing.toSource(named));
  }

  private void returned(StateMessage state) {
    StreamDescriptor scope = null;
    if (state instanceof StreamState one) {
      scope = routing.toSource(one.stream());
      if (scope == null) {
        shown(state, "is of a stream that is not configured");
        return;
      }
    }
    var count = DestinationCount.of(state.destinationStats());
    var settlement = ledger.returned(scope, state.id(), StateValue.of(state.json()), count);
    switch (settlement.kind()) {
      case SETTLED ->
          journal.compareWithDestination(settlement.between(), count, settlement.counts());
      case UNDERCOUNTED -> {
        journal.undercounted(
            settlement.between(),
            journal.compareWithDestination(settlement.between(), count, settlement.counts()));
        stop.run();
      }
      case REPEAT -> {}
      case LATE -> shown(state, "comes after a later one; it is not committed");
      case UNKNOWN -> shown(state, "equals none that is under way; it is not committed");
    }
  }

  private void shown(StateMessage state, String why) {
    @Nullable Long id = state.id();
    journal.difference(
        "a state that the destination returned (%s%s) %s"
            .formatted(
                state instanceof StreamState one ? "stream " + one.stream() : "all streams",
                id == null ? "" : ", id " + id,
                why));
  }
}
