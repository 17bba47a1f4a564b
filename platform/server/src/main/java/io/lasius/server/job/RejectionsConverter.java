package io.lasius.server.job;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import io.lasius.protocol.json.Json;
import io.lasius.replication.Rejection;
import io.lasius.replication.StreamCounts;
import io.micronaut.core.convert.ConversionContext;
import io.micronaut.data.model.runtime.convert.AttributeConverter;
import jakarta.inject.Singleton;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Rejected records by reason, as text. */
@Singleton
final class RejectionsConverter
    implements AttributeConverter<Map<Rejection, StreamCounts>, String> {
  private static final TypeReference<Map<Rejection, StreamCounts>> TYPE = new TypeReference<>() {};

  @Override
  public @Nullable String convertToPersistedValue(
      @Nullable Map<Rejection, StreamCounts> value, ConversionContext context) {
    return value == null ? null : Json.write(Json.mapper().valueToTree(value));
  }

  @Override
  public @Nullable Map<Rejection, StreamCounts> convertToEntityValue(
      @Nullable String text, ConversionContext context) {
    try {
      return text == null ? null : Json.mapper().readValue(text, TYPE);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("stored rejections cannot be read", e);
    }
  }
}
