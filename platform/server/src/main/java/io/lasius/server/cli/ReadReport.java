package io.lasius.server.cli;

import io.lasius.protocol.catalog.ConfiguredCatalog;
import io.lasius.protocol.catalog.StreamDescriptor;
import io.lasius.protocol.json.Json;
import io.lasius.protocol.message.StateMessage;
import io.lasius.protocol.message.StreamState;
import io.lasius.protocol.message.StreamStatusTrace;
import io.lasius.protocol.wire.Line;
import io.lasius.protocol.wire.MalformedLine;
import io.lasius.protocol.wire.MessageLine;
import io.lasius.protocol.wire.RecordLine;
import io.lasius.server.amount.Amounts;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** What a read brought: first records, counts and states. */
final class ReadReport implements LineSink {
  private final int sampleSize;
  private final LastStates states;
  private final Map<StreamDescriptor, Stream> streams = new LinkedHashMap<>();
  private long records;
  private long bytes;
  private long stateCount;

  /** The counts of one stream. */
  private static final class Stream {
    final String mode;
    final RecordSample sample;
    long records;
    long bytes;
    long states;
    String status = "";

    Stream(String mode, int sampleSize) {
      this.mode = mode;
      this.sample = new RecordSample(sampleSize);
    }
  }

  ReadReport(ConfiguredCatalog catalog, int sampleSize, LastStates states) {
    this.sampleSize = sampleSize;
    this.states = states;
    for (var stream : catalog.streams()) {
      var mode = stream.syncMode().name().toLowerCase(Locale.ROOT);
      streams.put(stream.descriptor(), new Stream(mode, sampleSize));
    }
  }

  @Override
  public void take(Line line) throws IOException {
    switch (line) {
      case RecordLine record -> record(record);
      case MessageLine message when message.message() instanceof StateMessage state -> state(state);
      case MessageLine message when message.message() instanceof StreamStatusTrace trace ->
          status(trace);
      case MalformedLine malformed when malformed.undeliveredRecord() ->
          states.hold(malformed.stream());
      default -> {
        // Not about records.
      }
    }
  }

  /** How far it is. */
  String progress(Duration took) {
    var rate = Amounts.rate(records, took);
    return "read: %s, %s, %s%s"
        .formatted(
            Amounts.count(records, "record"),
            Amounts.bytes(bytes),
            Amounts.time(took),
            rate.isEmpty() ? "" : ", " + rate);
  }

  /** Whether a stream ended before its end. */
  boolean incomplete() {
    return streams.values().stream().anyMatch(stream -> stream.status.equals("incomplete"));
  }

  /** The first records of each stream, then the counts. */
  String text(int width, Duration took) {
    var text = new StringBuilder();
    streams.forEach((descriptor, stream) -> {
      if (stream.sample.size() > 0) {
        text.append(
            "%s: %d of %s%n"
                .formatted(
                    TextTable.printable(descriptor.toString()),
                    stream.sample.size(),
                    Amounts.count(stream.records, "record")));
        text.append(stream.sample.text(width)).append('\n');
      }
    });
    return text.append(counts().text(width)).append('\n').append(total(took)).toString();
  }

  private String total(Duration took) {
    var rate = Amounts.rate(records, took);
    return "%s, %s, %s in %s%s%n"
        .formatted(
            Amounts.count(records, "record"),
            Amounts.bytes(bytes),
            Amounts.count(stateCount, "state"),
            Amounts.time(took),
            rate.isEmpty() ? "" : " (" + rate + ")");
  }

  private TextTable counts() {
    var table =
        new TextTable("stream", "mode", "records", "bytes", "states", "status")
            .numbers("records", "bytes", "states");
    streams.forEach((descriptor, stream) ->
        table.row(
            descriptor.toString(),
            stream.mode,
            Amounts.count(stream.records),
            Amounts.bytes(stream.bytes),
            Amounts.count(stream.states),
            stream.status));
    return table;
  }

  private void record(RecordLine line) throws IOException {
    var stream = stream(line.stream());
    stream.records++;
    stream.bytes += line.length();
    records++;
    bytes += line.length();
    if (!stream.sample.full()) {
      var data = line.data();
      stream.sample.add(
          Json.mapper()
              .readTree(data.array(), data.arrayOffset() + data.position(), data.remaining()));
    }
  }

  private void state(StateMessage state) {
    stateCount++;
    states.take(state);
    if (state instanceof StreamState own) {
      stream(own.stream()).states++;
    }
  }

  private void status(StreamStatusTrace trace) {
    var status = trace.streamStatus();
    stream(status.streamDescriptor()).status = status.status().name().toLowerCase(Locale.ROOT);
  }

  private Stream stream(StreamDescriptor descriptor) {
    return streams.computeIfAbsent(descriptor, _ -> new Stream("not asked for", sampleSize));
  }
}
