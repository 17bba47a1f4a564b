package io.lasius.connector.destinationpostgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.lasius.protocol.catalog.ConfiguredStream;
import io.lasius.protocol.catalog.DestinationSyncMode;
import io.lasius.sdk.testkit.ConnectorCall;
import java.util.ArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class ManyStreamsTest {
  private static final int STREAMS = 6;
  private static final int ROUNDS = 400;

  private final PostgresRun destination =
      new PostgresRun()
          .properties("'id':{'type':'integer'},'text':{'type':'string'}")
          .key("id")
          .cursor("id");

  @Test
  void streamsThatInterleaveLoseNothingToEachOthersCommits() throws Exception {
    var configured = new ArrayList<ConfiguredStream>();
    for (int stream = 0; stream < STREAMS; stream++) {
      configured.add(named(stream).in(mode(stream)).withGeneration(1, stream / 2 % 2, 1));
    }
    var lines = new ArrayList<String>();
    for (int round = 0; round < ROUNDS; round++) {
      for (int stream = 0; stream < STREAMS; stream++) {
        lines.add(
            named(stream)
                .record("{'id':%d,'text':'%s'}".formatted(round % 300, "x".repeat(5_000))));
        if (round % 7 == stream) {
          lines.add(named(stream).state(String.valueOf(round)));
        }
      }
    }
    for (int stream = 0; stream < STREAMS; stream++) {
      lines.add(named(stream).complete());
    }

    var outcome =
        destination.connector.run(
            ConnectorCall.write(
                destination.config(),
                PostgresRun.catalog(configured.toArray(ConfiguredStream[]::new))),
            lines);

    assertThat(outcome.errors()).isEmpty();
    for (int stream = 0; stream < STREAMS; stream++) {
      assertThat(
              destination.texts(
                  "SELECT count(*) || ' ' || count(DISTINCT id) FROM $.\"stream %d\""
                      .formatted(stream)))
          .containsExactly(mode(stream) == DestinationSyncMode.APPEND ? "400 300" : "300 300");
    }
  }

  @Test
  void aGlobalStateReturnsWhenAllStreamsAreCommitted() throws Exception {
    var lines =
        Stream.of(
                named(0).record("{'id':1}"),
                named(1).record("{'id':1}"),
                "{\"type\":\"STATE\",\"state\":{\"type\":\"GLOBAL\",\"global\":{\"shared_state\":{\"at\":1},\"stream_states\":[]}}}",
                // The end of the input without COMPLETE keeps what was committed.
                named(1).record("{'id':2}"))
            .toList();

    var outcome =
        destination.connector.run(
            ConnectorCall.write(
                destination.config(),
                PostgresRun.catalog(
                    named(0).in(mode(0)).withGeneration(1, 0, 1),
                    named(1).in(mode(1)).withGeneration(1, 0, 1))),
            lines);

    assertThat(outcome.states()).hasSize(1);
    assertThat(destination.texts("SELECT id FROM $.\"stream 0\"")).containsExactly("1");
    assertThat(destination.texts("SELECT id FROM $.\"stream 1\" ORDER BY id"))
        .containsExactly("1", "2");
  }

  private PostgresRun named(int stream) {
    return destination.stream("stream " + stream, null);
  }

  private static DestinationSyncMode mode(int stream) {
    return stream % 2 == 0 ? DestinationSyncMode.APPEND : DestinationSyncMode.APPEND_DEDUP;
  }
}
