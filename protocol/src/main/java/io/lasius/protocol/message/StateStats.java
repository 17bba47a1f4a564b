package io.lasius.protocol.message;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import io.lasius.protocol.json.UnknownProperties;
import java.math.BigDecimal;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How many records a state stands for, as one side counted them since its last state.
 *
 * @param recordCount records; connectors write them with a decimal point, such as {@code 12.0}
 * @param rejectedRecordCount records that a destination refused
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record StateStats(
    @Nullable BigDecimal recordCount,
    @Nullable BigDecimal rejectedRecordCount,
    @JsonAnySetter @JsonAnyGetter Map<String, JsonNode> additionalProperties) {
  public StateStats {
    additionalProperties = UnknownProperties.copyOf(additionalProperties);
  }

  /** So many records, written as the protocol wants it: with a decimal point. */
  public static StateStats ofRecords(long records) {
    return new StateStats(BigDecimal.valueOf(records).setScale(1), null, Map.of());
  }
}
