package io.lasius.server.connection;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import io.lasius.protocol.json.Json;
import io.micronaut.core.convert.ConversionContext;
import io.micronaut.data.model.runtime.convert.AttributeConverter;
import jakarta.inject.Singleton;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The streams of a connection as text. */
@Singleton
final class StreamsConverter implements AttributeConverter<List<ConnectionStream>, String> {
  private static final TypeReference<List<ConnectionStream>> TYPE = new TypeReference<>() {};

  @Override
  public @Nullable String convertToPersistedValue(
      @Nullable List<ConnectionStream> streams, ConversionContext context) {
    return streams == null ? null : Json.write(Json.mapper().valueToTree(streams));
  }

  @Override
  public @Nullable List<ConnectionStream> convertToEntityValue(
      @Nullable String text, ConversionContext context) {
    try {
      return text == null ? null : Json.mapper().readValue(text, TYPE);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the stored streams of a connection cannot be read", e);
    }
  }
}
