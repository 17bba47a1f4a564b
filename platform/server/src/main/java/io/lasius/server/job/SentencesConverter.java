package io.lasius.server.job;

import com.fasterxml.jackson.core.type.TypeReference;
import io.lasius.server.store.JsonConverter;
import jakarta.inject.Singleton;
import java.util.List;

/** Sentences as text. */
@Singleton
final class SentencesConverter extends JsonConverter<List<String>> {
  SentencesConverter() {
    super(new TypeReference<>() {});
  }
}
