package io.lasius.server.schema;

import com.fasterxml.jackson.core.type.TypeReference;
import io.lasius.server.store.JsonConverter;
import jakarta.inject.Singleton;

/** A change and what became of it, as text. */
@Singleton
final class HandledChangeConverter extends JsonConverter<HandledChange> {
  HandledChangeConverter() {
    super(new TypeReference<>() {});
  }
}
