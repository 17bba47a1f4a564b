package io.lasius.server.attemptlog;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import io.lasius.protocol.catalog.StreamDescriptor;
import io.lasius.protocol.message.LogLevel;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A line as it stands in the file. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record LogLine(
    @JsonSerialize(using = ToStringSerializer.class) Instant time,
    String origin,
    LogLevel level,
    String text,
    @Nullable StreamDescriptor stream) {
  /** The same with another text. */
  LogLine with(String otherText) {
    return new LogLine(time, origin, level, otherText, stream);
  }
}
