package io.lasius.sdk;

import io.lasius.protocol.catalog.ConfiguredCatalog;
import io.lasius.protocol.catalog.ConfiguredStream;
import io.lasius.protocol.catalog.StreamDescriptor;
import io.lasius.protocol.message.StateMessage;
import io.lasius.protocol.message.StreamStatusTrace;
import io.lasius.protocol.wire.Line;
import io.lasius.protocol.wire.MalformedLine;
import io.lasius.protocol.wire.MessageLine;
import io.lasius.protocol.wire.MessageReader;
import io.lasius.protocol.wire.ProtocolException;
import io.lasius.protocol.wire.ReaderLimits;
import io.lasius.protocol.wire.RecordLine;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Hands the input to the writers of its streams, on one thread. States are returned before any read
 * that would wait, so that one commit serves all that came while the last was under way.
 */
final class WriteRun implements AutoCloseable {
  private final Map<StreamDescriptor, StreamLane> lanes = new LinkedHashMap<>();
  private final boolean awaitsComplete;
  private final StateReturns states;

  /**
   * A run without streams.
   *
   * @param awaitsComplete whether a stream ends with its COMPLETE; else with the input
   */
  WriteRun(boolean awaitsComplete, MessageOutput output) {
    this.awaitsComplete = awaitsComplete;
    this.states = new StateReturns(lanes, output);
  }

  void open(WriteSession session, ConfiguredCatalog catalog) throws IOException {
    for (ConfiguredStream stream : catalog.streams()) {
      if (lanes.containsKey(stream.descriptor())) {
        throw new ProtocolException(
            "the configured catalog holds stream %s twice".formatted(stream.descriptor()));
      }
      lanes.put(stream.descriptor(), StreamLane.open(session, stream));
    }
  }

  /**
   * Takes the input to its end.
   *
   * @throws TransientException where it ended before its streams did
   * @throws UndeliverableException where a line cannot be written; what came before is committed
   */
  void run(InputStream in) throws IOException, TransientException {
    try (var reader =
        new MessageReader(new AttentiveInput(in, states::commit), ReaderLimits.defaults())) {
      for (Line line = reader.next(); line != null; line = reader.next()) {
        take(line);
        states.commitIfDue();
      }
    } catch (UndeliverableException e) {
      commitAll();
      throw e;
    }
    commitAll();
    endStreams();
  }

  private void take(Line line) throws IOException {
    switch (line) {
      case RecordLine record -> lane(record.stream(), record.number()).write(record);
      case MessageLine message -> take(message);
      case MalformedLine malformed -> {
        // An empty line loses nothing, and is easily left by whoever writes lines by hand.
        if (malformed.length() > 0) {
          throw new UndeliverableException(
              "line %d of the input is no message, because %s: %s"
                  .formatted(malformed.number(), malformed.reason(), malformed.excerpt()));
        }
      }
    }
  }

  private void take(MessageLine line) throws IOException {
    if (line.message() instanceof StateMessage state) {
      states.add(line.envelope(), state, line.number());
    } else if (line.message() instanceof StreamStatusTrace trace) {
      StreamLane lane = lane(trace.streamStatus().streamDescriptor(), line.number());
      switch (trace.streamStatus().status()) {
        case COMPLETE -> {
          states.commit();
          lane.commit();
          lane.complete();
        }
        case INCOMPLETE -> lane.incomplete();
        case STARTED, RUNNING -> {}
      }
    }
  }

  private StreamLane lane(StreamDescriptor stream, long line) throws UndeliverableException {
    StreamLane lane = lanes.get(stream);
    if (lane == null) {
      throw new UndeliverableException(
          "line %d of the input is of stream %s, which is not configured; configured are %s"
              .formatted(line, stream, lanes.keySet()));
    }
    return lane;
  }

  private void commitAll() throws IOException {
    states.commit();
    for (StreamLane lane : lanes.values()) {
      lane.commit();
    }
  }

  private void endStreams() throws IOException, TransientException {
    for (StreamLane lane : lanes.values()) {
      if (!awaitsComplete && !lane.endedIncomplete()) {
        lane.complete();
      }
    }
    List<StreamDescriptor> open =
        lanes.values().stream().filter(lane -> !lane.isComplete()).map(StreamLane::stream).toList();
    if (!open.isEmpty()) {
      throw new TransientException(
          ("the input ended before these streams were complete: %s; what came of them is kept, and"
                  + " nothing was finalised")
              .formatted(open));
    }
  }

  /** Closes every writer, whatever the others do. */
  @Override
  public void close() throws IOException {
    var failure = new IOException("not every stream could be closed");
    for (StreamLane lane : lanes.values()) {
      try {
        lane.close();
      } catch (IOException | RuntimeException e) {
        failure.addSuppressed(new StreamFailure(lane.stream(), e));
      }
    }
    if (failure.getSuppressed().length > 0) {
      throw failure;
    }
  }
}
