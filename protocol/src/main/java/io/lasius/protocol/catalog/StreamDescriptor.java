package io.lasius.protocol.catalog;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/** Names a stream of a connection. The namespace is null where the source has none. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record StreamDescriptor(String name, @Nullable String namespace) {
  public StreamDescriptor {
    if (name == null || name.isBlank()) {
      throw new IllegalArgumentException("stream name is blank");
    }
  }

  /** A stream without a namespace. */
  public static StreamDescriptor of(String name) {
    return new StreamDescriptor(name, null);
  }

  /** {@code namespace.name}, or the name alone. */
  @Override
  public String toString() {
    return namespace == null ? name : namespace + "." + name;
  }
}
