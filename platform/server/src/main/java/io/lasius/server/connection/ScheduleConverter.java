package io.lasius.server.connection;

import com.fasterxml.jackson.core.type.TypeReference;
import io.lasius.server.store.JsonConverter;
import io.lasius.server.timing.Schedule;
import jakarta.inject.Singleton;

/** The schedule of a connection as text. */
@Singleton
final class ScheduleConverter extends JsonConverter<Schedule> {
  ScheduleConverter() {
    super(new TypeReference<>() {});
  }
}
