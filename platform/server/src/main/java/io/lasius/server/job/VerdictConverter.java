package io.lasius.server.job;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import io.lasius.protocol.json.Json;
import io.lasius.replication.Verdict;
import io.micronaut.core.convert.ConversionContext;
import io.micronaut.data.model.runtime.convert.AttributeConverter;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/** A verdict as text. */
@Singleton
final class VerdictConverter implements AttributeConverter<Verdict, String> {
  private static final TypeReference<Verdict> TYPE = new TypeReference<>() {};

  @Override
  public @Nullable String convertToPersistedValue(
      @Nullable Verdict value, ConversionContext context) {
    return value == null ? null : Json.write(Json.mapper().valueToTree(value));
  }

  @Override
  public @Nullable Verdict convertToEntityValue(@Nullable String text, ConversionContext context) {
    try {
      return text == null ? null : Json.mapper().readValue(text, TYPE);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a stored verdict cannot be read", e);
    }
  }
}
