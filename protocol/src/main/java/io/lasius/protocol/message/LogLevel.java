package io.lasius.protocol.message;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;

/** How grave a log line is, gravest first. An unknown level reads as INFO. */
public enum LogLevel {
  FATAL,
  ERROR,
  WARN,
  @JsonEnumDefaultValue
  INFO,
  DEBUG,
  TRACE
}
