package io.lasius.server.job;

import com.fasterxml.jackson.core.type.TypeReference;
import io.lasius.replication.Rejection;
import io.lasius.replication.StreamCounts;
import io.lasius.server.store.JsonConverter;
import jakarta.inject.Singleton;
import java.util.Map;

/** Rejected records by reason, as text. */
@Singleton
final class RejectionsConverter extends JsonConverter<Map<Rejection, StreamCounts>> {
  RejectionsConverter() {
    super(new TypeReference<>() {});
  }
}
