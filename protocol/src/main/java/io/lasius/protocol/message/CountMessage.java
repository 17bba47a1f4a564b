package io.lasius.protocol.message;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.databind.JsonNode;
import io.lasius.protocol.json.UnknownProperties;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Answer to count, which is our own and not of the Airbyte protocol.
 *
 * @param records what the query counted, 0 or more
 */
public record CountMessage(
    Long records, @JsonAnySetter @JsonAnyGetter Map<String, JsonNode> additionalProperties)
    implements ProtocolMessage {
  public CountMessage(@Nullable Long records, Map<String, JsonNode> additionalProperties) {
    if (records == null || records < 0) {
      throw new IllegalArgumentException(
          "a count must be a number of records, 0 or more, but is " + records);
    }
    this.records = records;
    this.additionalProperties = UnknownProperties.copyOf(additionalProperties);
  }

  public static CountMessage of(long records) {
    return new CountMessage(records, Map.of());
  }

  @Override
  public MessageType type() {
    return MessageType.COUNT;
  }
}
