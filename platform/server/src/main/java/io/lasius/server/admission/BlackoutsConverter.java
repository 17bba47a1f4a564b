package io.lasius.server.admission;

import com.fasterxml.jackson.core.type.TypeReference;
import io.lasius.server.store.JsonConverter;
import jakarta.inject.Singleton;
import java.util.List;

/** Blackouts as text. */
@Singleton
public final class BlackoutsConverter extends JsonConverter<List<Blackout>> {
  BlackoutsConverter() {
    super(new TypeReference<>() {});
  }
}
