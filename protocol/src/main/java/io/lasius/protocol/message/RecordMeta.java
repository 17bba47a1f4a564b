package io.lasius.protocol.message;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.databind.JsonNode;
import io.lasius.protocol.json.UnknownProperties;
import java.util.List;
import java.util.Map;

/** What happened to a record on its way. */
public record RecordMeta(
    List<RecordChange> changes,
    @JsonAnySetter @JsonAnyGetter Map<String, JsonNode> additionalProperties) {
  public RecordMeta {
    changes = changes == null ? List.of() : List.copyOf(changes);
    additionalProperties = UnknownProperties.copyOf(additionalProperties);
  }
}
