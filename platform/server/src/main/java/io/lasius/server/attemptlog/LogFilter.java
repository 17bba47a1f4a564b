package io.lasius.server.attemptlog;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.lasius.protocol.json.Json;
import io.lasius.protocol.message.LogLevel;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which lines of a log somebody looks for.
 *
 * @param level of that level or a more severe one; null for any
 * @param text with that in their text, in whatever case; null for any
 */
public record LogFilter(@Nullable LogLevel level, @Nullable String text) {
  /** All lines. */
  public static final LogFilter NONE = new LogFilter(null, null);

  public LogFilter {
    text = text == null ? null : text.toLowerCase(Locale.ROOT);
  }

  /** Those of some lines that are looked for, as they are. */
  String apply(String lines) {
    return level == null && text == null
        ? lines
        : lines
            .lines()
            .filter(this::matches)
            .map(line -> line + "\n")
            .collect(Collectors.joining());
  }

  private boolean matches(String line) {
    try {
      var json = Json.parse(line);
      return (level == null || LogLevel.valueOf(json.path("level").asText()).compareTo(level) <= 0)
          && (text == null || json.path("text").asText().toLowerCase(Locale.ROOT).contains(text));
    } catch (JsonProcessingException | IllegalArgumentException e) {
      // Torn off by a sudden death: it is no line that anybody could look for.
      return false;
    }
  }
}
