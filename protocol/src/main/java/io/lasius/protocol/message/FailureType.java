package io.lasius.protocol.message;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import com.fasterxml.jackson.annotation.JsonProperty;

/** What a failure asks for: another configuration, another try, or a bug report. */
public enum FailureType {
  @JsonProperty("config_error")
  CONFIG_ERROR,
  @JsonProperty("transient_error")
  TRANSIENT_ERROR,
  @JsonEnumDefaultValue
  @JsonProperty("system_error")
  SYSTEM_ERROR
}
