package io.lasius.server.schema;

import com.fasterxml.jackson.core.type.TypeReference;
import io.lasius.server.store.JsonConverter;
import jakarta.inject.Singleton;
import java.util.List;

/** Changes and what became of them, as text. */
@Singleton
final class HandledChangesConverter extends JsonConverter<List<HandledChange>> {
  HandledChangesConverter() {
    super(new TypeReference<>() {});
  }
}
