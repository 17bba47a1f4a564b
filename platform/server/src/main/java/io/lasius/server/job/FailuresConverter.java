package io.lasius.server.job;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import io.lasius.protocol.json.Json;
import io.lasius.replication.FailureReason;
import io.micronaut.core.convert.ConversionContext;
import io.micronaut.data.model.runtime.convert.AttributeConverter;
import jakarta.inject.Singleton;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The failures of an attempt as text. */
@Singleton
final class FailuresConverter implements AttributeConverter<List<FailureReason>, String> {
  private static final TypeReference<List<FailureReason>> TYPE = new TypeReference<>() {};

  @Override
  public @Nullable String convertToPersistedValue(
      @Nullable List<FailureReason> failures, ConversionContext context) {
    return failures == null ? null : write(failures);
  }

  @Override
  public @Nullable List<FailureReason> convertToEntityValue(
      @Nullable String text, ConversionContext context) {
    try {
      return text == null ? null : Json.mapper().readValue(text, TYPE);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the stored failures of an attempt cannot be read", e);
    }
  }

  /** Member by member: a getter of the record, such as whether it can be retried, is no member. */
  private static String write(List<FailureReason> failures) {
    var array = Json.mapper().createArrayNode();
    for (var failure : failures) {
      var object = array.addObject().put("origin", failure.origin().name());
      object.set("type", Json.mapper().valueToTree(failure.type()));
      object.put("message", failure.message()).put("detail", failure.detail());
    }
    return Json.write(array);
  }
}
