package io.lasius.server.job;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import io.lasius.protocol.catalog.StreamDescriptor;
import io.lasius.protocol.json.Json;
import io.lasius.protocol.message.FailureType;
import io.lasius.replication.FailureOrigin;
import io.lasius.replication.FailureReason;
import io.lasius.server.store.JsonConverter;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The failures of an attempt as text. */
@Singleton
final class FailuresConverter extends JsonConverter<List<FailureReason>> {
  private static final TypeReference<List<Stored>> STORED = new TypeReference<>() {};

  FailuresConverter() {
    super(new TypeReference<>() {});
  }

  @Override
  protected List<FailureReason> read(String text) throws JsonProcessingException {
    return Json.mapper().readValue(text, STORED).stream().map(Stored::reason).toList();
  }

  @Override
  protected String write(List<FailureReason> failures) {
    return Json.write(failures.stream().map(Stored::of).toList());
  }

  /**
   * One as it is stored: the mapper knows no times, and would take a getter for a member.
   *
   * @param time in milliseconds since 1970
   */
  record Stored(
      FailureOrigin origin,
      FailureType type,
      String message,
      String detail,
      @Nullable StreamDescriptor stream,
      long time) {
    static Stored of(FailureReason reason) {
      return new Stored(
          reason.origin(),
          reason.type(),
          reason.message(),
          reason.detail(),
          reason.stream(),
          reason.time().toEpochMilli());
    }

    FailureReason reason() {
      return new FailureReason(origin, type, message, detail, stream, Instant.ofEpochMilli(time));
    }
  }
}
