package io.lasius.server.job;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import io.lasius.protocol.json.Json;
import io.micronaut.core.convert.ConversionContext;
import io.micronaut.data.model.runtime.convert.AttributeConverter;
import jakarta.inject.Singleton;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Sentences as text. */
@Singleton
final class SentencesConverter implements AttributeConverter<List<String>, String> {
  private static final TypeReference<List<String>> TYPE = new TypeReference<>() {};

  @Override
  public @Nullable String convertToPersistedValue(
      @Nullable List<String> sentences, ConversionContext context) {
    return sentences == null ? null : Json.write(Json.mapper().valueToTree(sentences));
  }

  @Override
  public @Nullable List<String> convertToEntityValue(
      @Nullable String text, ConversionContext context) {
    try {
      return text == null ? null : Json.mapper().readValue(text, TYPE);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("stored sentences cannot be read", e);
    }
  }
}
