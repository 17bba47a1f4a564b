package io.lasius.sdk.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import io.lasius.protocol.catalog.StreamDescriptor;
import io.lasius.protocol.message.GlobalState;
import io.lasius.protocol.message.LegacyState;
import io.lasius.protocol.message.ProtocolMessage;
import io.lasius.protocol.message.RecordMessage;
import io.lasius.protocol.message.StateMessage;
import io.lasius.protocol.message.StreamState;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What one read gave: the records of each stream, and where among them its states stood. */
final class ReadTrace {
  /** Resuming from each of very many states would take long and prove nothing more. */
  private static final int MAX_TRIED = 6;

  private final Map<StreamDescriptor, List<JsonNode>> records = new LinkedHashMap<>();
  private final List<Position> positions = new ArrayList<>();
  private final Map<StreamDescriptor, Integer> readAtState = new LinkedHashMap<>();
  private final Map<StreamDescriptor, String> latestStates = new LinkedHashMap<>();

  /**
   * A point from which a read can go on.
   *
   * @param stateFile what the platform hands over to go on from here
   * @param recordsAfter what is still to be read, of the streams whose place is known
   * @param countedRecords what the state itself counts; null where it does not count
   */
  record Position(
      String stateFile,
      Map<StreamDescriptor, List<JsonNode>> recordsAfter,
      @Nullable BigDecimal countedRecords,
      BigDecimal recordsSinceLastState) {}

  /** A state as it came, before what follows it is known. */
  private record Seen(
      StateMessage state, String stateFile, long since, Map<StreamDescriptor, Integer> read) {}

  ReadTrace(ConnectorOutcome outcome) {
    var seen = new ArrayList<Seen>();
    for (ProtocolMessage message : outcome.messages()) {
      if (message instanceof RecordMessage record) {
        records.computeIfAbsent(record.descriptor(), _ -> new ArrayList<>()).add(record.data());
      } else if (message instanceof StateMessage state) {
        seen.add(see(state));
      }
    }
    for (Seen state : seen) {
      positions.add(position(state));
    }
  }

  Set<StreamDescriptor> streams() {
    return records.keySet();
  }

  Map<StreamDescriptor, List<JsonNode>> records() {
    return records;
  }

  List<JsonNode> records(StreamDescriptor stream) {
    return records.getOrDefault(stream, List.of());
  }

  List<Position> positions() {
    return positions;
  }

  /** The first, the last, and some between. */
  List<Position> somePositions() {
    int step = Math.max(1, (positions.size() - 1) / (MAX_TRIED - 1));
    var some = new ArrayList<Position>();
    for (int i = 0; i < positions.size() - 1; i += step) {
      some.add(positions.get(i));
    }
    some.add(positions.getLast());
    return some;
  }

  private Seen see(StateMessage state) {
    long since = 0;
    for (var stream : records.entrySet()) {
      if (speaksFor(state, stream.getKey())) {
        int read = stream.getValue().size();
        Integer before = readAtState.put(stream.getKey(), read);
        since += read - (before == null ? 0 : before);
      }
    }
    String file = "[" + state.json() + "]";
    if (state instanceof StreamState one) {
      latestStates.put(one.stream(), state.json());
      file = latestStates.values().toString();
    }
    return new Seen(state, file, since, Map.copyOf(readAtState));
  }

  private Position position(Seen seen) {
    var after = new LinkedHashMap<StreamDescriptor, List<JsonNode>>();
    records.forEach((stream, all) -> {
      Integer read = seen.read().get(stream);
      after.put(stream, read == null ? all : all.subList(read, all.size()));
    });
    var stats = seen.state().sourceStats();
    return new Position(
        seen.stateFile(),
        after,
        stats == null ? null : stats.recordCount(),
        BigDecimal.valueOf(seen.since()).setScale(1));
  }

  private static boolean speaksFor(StateMessage state, StreamDescriptor stream) {
    return switch (state) {
      case StreamState one -> one.stream().equals(stream);
      case GlobalState _, LegacyState _ -> true;
    };
  }
}
