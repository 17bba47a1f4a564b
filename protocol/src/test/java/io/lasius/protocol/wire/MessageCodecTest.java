package io.lasius.protocol.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.lasius.protocol.catalog.StreamDescriptor;
import io.lasius.protocol.json.Json;
import io.lasius.protocol.message.ErrorTrace;
import io.lasius.protocol.message.FailureType;
import io.lasius.protocol.message.GlobalState;
import io.lasius.protocol.message.LegacyState;
import io.lasius.protocol.message.ProtocolMessage;
import io.lasius.protocol.message.StateStats;
import io.lasius.protocol.message.StreamState;
import io.lasius.protocol.message.StreamStatusTrace;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class MessageCodecTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        """
        {"type":"RECORD","record":{"stream":"s","namespace":"n","data":{"a":37.00,"b":1E+400,\
        "c":12345678901234567890123456789012345678.90},"emitted_at":1,"meta":{"changes":[\
        {"field":"a","change":"NULLED","reason":"SOURCE_RETRIEVAL_ERROR","x":1}],"y":2},"z":3},"w":4}\
        """,
        """
        {"type":"STATE","state":{ "type" : "STREAM","stream":{"stream_descriptor":{"name":"s"},\
        "stream_state":{"at":37.00}},"sourceStats":{"recordCount":2.0},"x":[1, 2]},"w":4}\
        """,
        """
        {"type":"LOG","log":{"level":"WARN","message":"m","stack_trace":"t","x":1},"w":4}\
        """,
        """
        {"type":"SPEC","spec":{"connectionSpecification":{"type":"object"},"documentationUrl":"d",\
        "supportsIncremental":true,"supported_destination_sync_modes":["append","soft_delete"],\
        "protocol_version":"0.2.0","advanced_auth":{"auth_flow_type":"oauth2.0"}}}\
        """,
        """
        {"type":"CONNECTION_STATUS","connectionStatus":{"status":"FAILED","message":"no","x":1}}\
        """,
        """
        {"type":"CATALOG","catalog":{"streams":[{"name":"s","namespace":"n","json_schema":{},\
        "supported_sync_modes":["full_refresh","incremental"],"source_defined_cursor":true,\
        "default_cursor_field":["a","b"],"source_defined_primary_key":[["id"]],\
        "is_resumable":true,"is_file_based":false,"x":1}],"y":1}}\
        """,
        """
        {"type":"TRACE","trace":{"type":"ERROR","emitted_at":1.5,"error":{"message":"m",\
        "internal_message":"i","stack_trace":"t","failure_type":"config_error",\
        "stream_descriptor":{"name":"s"},"x":1},"y":1}}\
        """,
        """
        {"type":"TRACE","trace":{"type":"ESTIMATE","emitted_at":1,"estimate":{"name":"s",\
        "type":"STREAM","namespace":"n","row_estimate":5,"byte_estimate":6,"x":1}}}\
        """,
        """
        {"type":"TRACE","trace":{"type":"STREAM_STATUS","emitted_at":1,"stream_status":{\
        "stream_descriptor":{"name":"s"},"status":"RUNNING","reasons":[{"type":"RATE_LIMITED",\
        "rate_limited":{"quota_reset":1}}],"x":1}}}\
        """,
        """
        {"type":"TRACE","trace":{"type":"ANALYTICS","emitted_at":1,"analytics":{"type":"t","value":"v"}}}\
        """,
        """
        {"type":"CONTROL","control":{"type":"CONNECTOR_CONFIG","emitted_at":1,"connectorConfig":{\
        "config":{"a":1.0},"x":1},"y":1}}\
        """,
        """
        {"type":"DESTINATION_CATALOG","destination_catalog":{"operations":[{"object_name":"o",\
        "sync_mode":"append","json_schema":{},"matching_keys":[["id"]],"x":1}],"y":1}}\
        """,
        """
        {"type":"COUNT","count":{"records":12,"x":1},"w":4}\
        """
      })
  void writesEveryMessageBackAsItCameWithWhatTheProtocolDoesNotKnow(String line) throws Exception {
    byte[] bytes = ("some\n" + line + "\nothers").getBytes(UTF_8);

    Envelope envelope = MessageCodec.readEnvelope(bytes, 5, bytes.length - 12);

    assertThat(new String(MessageCodec.write(envelope), UTF_8)).isEqualTo(line);
  }

  @Test
  void findsTheStreamsOfAGlobalState() throws Exception {
    ProtocolMessage message =
        read(
            """
            {"type":"STATE","state":{"type":"GLOBAL","id":7,"global":{"shared_state":{},\
            "stream_states":[{"stream_descriptor":{"name":"a","namespace":"n"}},\
            {"stream_descriptor":{"name":"b"}}]},"destinationStats":{"recordCount":3}}}\
            """);

    assertThat(message)
        .isInstanceOfSatisfying(
            GlobalState.class,
            state -> {
              assertThat(state.streams())
                  .containsExactly(new StreamDescriptor("a", "n"), StreamDescriptor.of("b"));
              assertThat(state.id()).isEqualTo(7);
              assertThat(state.destinationStats()).isNotNull();
            });
  }

  @Test
  void takesAStateWithoutATypeAsLegacy() throws Exception {
    assertThat(read("{\"type\":\"STATE\",\"state\":{\"data\":{\"a\":1}}}"))
        .isInstanceOf(LegacyState.class);
  }

  @Test
  void takesAnUnknownFailureTypeAsASystemError() throws Exception {
    ProtocolMessage message =
        read(
            "{\"type\":\"TRACE\",\"trace\":{\"type\":\"ERROR\",\"emitted_at\":1,"
                + "\"error\":{\"message\":\"m\",\"failure_type\":\"odd\"}}}");

    assertThat(message)
        .isInstanceOfSatisfying(
            ErrorTrace.class,
            trace -> assertThat(trace.error().failureType()).isEqualTo(FailureType.SYSTEM_ERROR));
  }

  @Test
  void readsTheStatesThatItMakes() throws Exception {
    var blob = Json.parse("{\"at\":1.50}");
    var stats = StateStats.ofRecords(12);

    var stream = StreamState.of(new StreamDescriptor("s", "n"), blob, stats);
    var global = GlobalState.of(null, Map.of(StreamDescriptor.of("s"), blob), stats);
    var legacy = LegacyState.of(blob, stats);

    assertThat(read(MessageCodec.write(stream))).isEqualTo(stream);
    assertThat(read(MessageCodec.write(global))).isEqualTo(global);
    assertThat(read(MessageCodec.write(legacy))).isEqualTo(legacy);
    assertThat(stream.json()).contains("\"recordCount\":12.0");
  }

  @Test
  void readsTheStatusThatItMakes() throws Exception {
    var trace =
        StreamStatusTrace.of(StreamDescriptor.of("s"), StreamStatusTrace.Status.COMPLETE, 5);

    assertThat(read(MessageCodec.write(trace))).isEqualTo(trace);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{}",
        "{\"type\":\"ODD\"}",
        "{\"type\":\"LOG\"}",
        "{\"type\":\"LOG\",\"log\":1}",
        "{\"type\":\"LOG\",\"log\":{}} {}",
        "{\"type\":\"TRACE\",\"trace\":{\"type\":\"ODD\"}}",
        "{\"type\":\"RECORD\",\"record\":{\"stream\":\"s\",\"data\":[]}}",
        "{\"type\":\"STATE\",\"state\":{\"type\":\"STREAM\"}}",
        "{\"type\":\"COUNT\",\"count\":{}}",
        "{\"type\":\"COUNT\",\"count\":{\"records\":-1}}"
      })
  void refusesWhatIsNoMessage(String line) {
    assertThatExceptionOfType(ProtocolException.class).isThrownBy(() -> read(line));
  }

  private static ProtocolMessage read(String line) throws ProtocolException {
    return read(line.getBytes(UTF_8));
  }

  private static ProtocolMessage read(byte[] line) throws ProtocolException {
    return MessageCodec.read(line);
  }
}
