package io.lasius.sdk.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import io.lasius.protocol.catalog.StreamDescriptor;
import io.lasius.protocol.message.ErrorTrace;
import io.lasius.protocol.message.ProtocolMessage;
import io.lasius.protocol.message.RecordMessage;
import io.lasius.protocol.message.StateMessage;
import io.lasius.protocol.message.StreamStatusTrace;
import java.util.List;

/**
 * What a connector did in one run.
 *
 * @param status exit status
 * @param messages in the order in which they came
 * @param strayLines lines of standard output that are no message: there should be none
 */
public record ConnectorOutcome(
    int status, List<ProtocolMessage> messages, List<String> strayLines) {
  public ConnectorOutcome {
    messages = List.copyOf(messages);
    strayLines = List.copyOf(strayLines);
  }

  /** The messages of a type. */
  public <M extends ProtocolMessage> List<M> messages(Class<M> type) {
    return messages.stream().filter(type::isInstance).map(type::cast).toList();
  }

  /** The data of a stream's records. */
  public List<JsonNode> records(StreamDescriptor stream) {
    return messages(RecordMessage.class).stream()
        .filter(record -> record.descriptor().equals(stream))
        .<JsonNode>map(RecordMessage::data)
        .toList();
  }

  public List<StateMessage> states() {
    return messages(StateMessage.class);
  }

  public List<ErrorTrace> errors() {
    return messages(ErrorTrace.class);
  }

  /** What the connector said of a stream, in order. */
  public List<StreamStatusTrace.Status> statuses(StreamDescriptor stream) {
    return messages(StreamStatusTrace.class).stream()
        .map(StreamStatusTrace::streamStatus)
        .filter(status -> status.streamDescriptor().equals(stream))
        .map(StreamStatusTrace.StreamStatus::status)
        .toList();
  }
}
