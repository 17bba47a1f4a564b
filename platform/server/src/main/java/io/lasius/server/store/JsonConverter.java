package io.lasius.server.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import io.lasius.protocol.json.Json;
import io.micronaut.core.convert.ConversionContext;
import io.micronaut.data.model.runtime.convert.AttributeConverter;
import org.jspecify.annotations.Nullable;

/** Keeps a value as JSON in a column of text. Thread-safe. */
public abstract class JsonConverter<T> implements AttributeConverter<T, String> {
  private final TypeReference<T> type;

  protected JsonConverter(TypeReference<T> type) {
    this.type = type;
  }

  @Override
  public final @Nullable String convertToPersistedValue(
      @Nullable T value, ConversionContext context) {
    return value == null ? null : write(value);
  }

  @Override
  public final @Nullable T convertToEntityValue(@Nullable String text, ConversionContext context) {
    try {
      return text == null ? null : read(text);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("what is stored is no " + type.getType(), e);
    }
  }

  /** A text's value. */
  protected T read(String text) throws JsonProcessingException {
    return Json.mapper().readValue(text, type);
  }

  /** The value's text. */
  protected String write(T value) {
    return Json.write(Json.mapper().valueToTree(value));
  }
}
