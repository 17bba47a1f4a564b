package io.lasius.server.connection;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import io.lasius.protocol.json.Json;
import io.micronaut.core.convert.ConversionContext;
import io.micronaut.data.model.runtime.convert.AttributeConverter;
import jakarta.inject.Singleton;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Changes and what became of them, as text. */
@Singleton
final class HandledChangesConverter implements AttributeConverter<List<HandledChange>, String> {
  private static final TypeReference<List<HandledChange>> TYPE = new TypeReference<>() {};

  @Override
  public @Nullable String convertToPersistedValue(
      @Nullable List<HandledChange> changes, ConversionContext context) {
    return changes == null ? null : Json.write(Json.mapper().valueToTree(changes));
  }

  @Override
  public @Nullable List<HandledChange> convertToEntityValue(
      @Nullable String text, ConversionContext context) {
    try {
      return text == null ? null : Json.mapper().readValue(text, TYPE);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("stored changes cannot be read", e);
    }
  }
}
