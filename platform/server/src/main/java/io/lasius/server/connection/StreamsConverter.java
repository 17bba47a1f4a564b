package io.lasius.server.connection;

import com.fasterxml.jackson.core.type.TypeReference;
import io.lasius.server.store.JsonConverter;
import jakarta.inject.Singleton;
import java.util.List;

/** The streams of a connection as text. */
@Singleton
final class StreamsConverter extends JsonConverter<List<ConnectionStream>> {
  StreamsConverter() {
    super(new TypeReference<>() {});
  }
}
