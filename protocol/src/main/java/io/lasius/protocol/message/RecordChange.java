package io.lasius.protocol.message;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.databind.JsonNode;
import io.lasius.protocol.json.UnknownProperties;
import java.util.Map;

/**
 * A field that was nulled or truncated on the way, and why.
 *
 * @param field name or path of the field
 * @param reason a constant of the protocol, such as {@code SOURCE_SERIALIZATION_ERROR}
 */
public record RecordChange(
    String field,
    Change change,
    String reason,
    @JsonAnySetter @JsonAnyGetter Map<String, JsonNode> additionalProperties) {
  public RecordChange {
    additionalProperties = UnknownProperties.copyOf(additionalProperties);
  }

  /** What was done to the field. */
  public enum Change {
    NULLED,
    TRUNCATED
  }
}
