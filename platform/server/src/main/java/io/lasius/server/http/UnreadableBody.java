package io.lasius.server.http;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.databind.JsonMappingException;
import java.util.Optional;
import java.util.stream.Collectors;

/** What is wrong with a body, in words that name the property and never its value. */
final class UnreadableBody {
  private UnreadableBody() {}

  /**
   * The words for a failure.
   *
   * @return empty where it did not come from reading a body
   */
  static Optional<String> words(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof JsonParseException e) {
        var place = e.getLocation();
        return Optional.of(
            "the body is no JSON: see line %d, column %d"
                .formatted(place.getLineNr(), place.getColumnNr()));
      }
      if (cause instanceof JsonMappingException e) {
        return Optional.of(
            e.getPath().isEmpty()
                ? "the body is no JSON object with the properties of this request"
                : "the property '%s' has a value of the wrong type".formatted(path(e)));
      }
    }
    return Optional.empty();
  }

  private static String path(JsonMappingException e) {
    return e.getPath().stream()
        .map(step ->
            step.getFieldName() == null ? Integer.toString(step.getIndex()) : step.getFieldName())
        .collect(Collectors.joining("."));
  }
}
