package io.lasius.server.connection;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import io.lasius.protocol.catalog.StreamDescriptor;
import io.lasius.protocol.json.Json;
import io.micronaut.core.convert.ConversionContext;
import io.micronaut.data.model.runtime.convert.AttributeConverter;
import jakarta.inject.Singleton;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Names of streams as text. */
@Singleton
final class DescriptorsConverter implements AttributeConverter<List<StreamDescriptor>, String> {
  private static final TypeReference<List<StreamDescriptor>> TYPE = new TypeReference<>() {};

  @Override
  public @Nullable String convertToPersistedValue(
      @Nullable List<StreamDescriptor> streams, ConversionContext context) {
    return streams == null ? null : Json.write(Json.mapper().valueToTree(streams));
  }

  @Override
  public @Nullable List<StreamDescriptor> convertToEntityValue(
      @Nullable String text, ConversionContext context) {
    try {
      return text == null ? null : Json.mapper().readValue(text, TYPE);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("stored names of streams cannot be read", e);
    }
  }
}
