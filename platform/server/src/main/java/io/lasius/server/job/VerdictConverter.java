package io.lasius.server.job;

import com.fasterxml.jackson.core.type.TypeReference;
import io.lasius.replication.Verdict;
import io.lasius.server.store.JsonConverter;
import jakarta.inject.Singleton;

/** A verdict as text. */
@Singleton
final class VerdictConverter extends JsonConverter<Verdict> {
  VerdictConverter() {
    super(new TypeReference<>() {});
  }
}
