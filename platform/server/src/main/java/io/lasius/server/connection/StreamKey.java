package io.lasius.server.connection;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.lasius.protocol.catalog.StreamDescriptor;
import io.lasius.protocol.json.Json;

/** A stream's descriptor as one column: it tells a missing namespace from an empty one. */
public final class StreamKey {
  /** Stands for the state of all streams together. */
  public static final String ALL_STREAMS = "";

  private StreamKey() {}

  public static String of(StreamDescriptor stream) {
    return Json.write(Json.mapper().valueToTree(stream));
  }

  public static StreamDescriptor parse(String key) {
    try {
      return Json.mapper().readValue(key, StreamDescriptor.class);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the stored stream %s cannot be read".formatted(key), e);
    }
  }
}
