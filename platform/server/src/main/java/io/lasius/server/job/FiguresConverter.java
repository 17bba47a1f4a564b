package io.lasius.server.job;

import com.fasterxml.jackson.core.type.TypeReference;
import io.lasius.server.store.JsonConverter;
import jakarta.inject.Singleton;

/** What an attempt took, as text. */
@Singleton
final class FiguresConverter extends JsonConverter<AttemptFigures> {
  FiguresConverter() {
    super(new TypeReference<>() {});
  }
}
