package io.lasius.server.connection;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import io.lasius.protocol.json.Json;
import io.micronaut.core.convert.ConversionContext;
import io.micronaut.data.model.runtime.convert.AttributeConverter;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/** A change and what became of it, as text. */
@Singleton
final class HandledChangeConverter implements AttributeConverter<HandledChange, String> {
  private static final TypeReference<HandledChange> TYPE = new TypeReference<>() {};

  @Override
  public @Nullable String convertToPersistedValue(
      @Nullable HandledChange change, ConversionContext context) {
    return change == null ? null : Json.write(Json.mapper().valueToTree(change));
  }

  @Override
  public @Nullable HandledChange convertToEntityValue(
      @Nullable String text, ConversionContext context) {
    try {
      return text == null ? null : Json.mapper().readValue(text, TYPE);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a stored change cannot be read", e);
    }
  }
}
