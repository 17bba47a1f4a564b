package io.lasius.server;

import io.micronaut.core.convert.ConversionService;
import io.micronaut.core.value.PropertyResolver;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Reads properties {@code lasius.…}. The framework would take the default, without a word, for one
 * that it cannot convert.
 */
final class SettingReader {
  private final PropertyResolver properties;
  private final ConversionService conversion;

  SettingReader(PropertyResolver properties, ConversionService conversion) {
    this.properties = properties;
    this.conversion = conversion;
  }

  @Nullable String text(String name) {
    return properties.getProperty("lasius." + name, String.class).orElse(null);
  }

  String text(String name, String otherwise) {
    var given = text(name);
    return given == null ? otherwise : given;
  }

  /**
   * One that another one needs.
   *
   * @param because the name of that
   */
  String required(String name, String because) {
    var given = text(name, "");
    if (given.isBlank()) {
      throw new SettingException(
          "%s is missing, which %s needs".formatted(variable(name), variable(because)));
    }
    return given;
  }

  Duration duration(String name, String otherwise) {
    var text = text(name, otherwise);
    return conversion
        .convert(text, Duration.class)
        .filter(found -> !found.isNegative())
        .orElseThrow(() -> wrong(name, text, "must be a time such as 500ms, 10s, 30m or 2h"));
  }

  long number(String name, long otherwise, long least, long most) {
    var text = text(name, Long.toString(otherwise));
    return conversion
        .convert(text, Long.class)
        .filter(found -> found >= least && found <= most)
        .orElseThrow(
            () -> wrong(name, text, "must be a whole number from %d to %d".formatted(least, most)));
  }

  boolean flag(String name, boolean otherwise) {
    var text = text(name, Boolean.toString(otherwise));
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "true" -> true;
      case "false" -> false;
      default -> throw wrong(name, text, "must be true or false");
    };
  }

  /**
   * Some, with commas between them.
   *
   * @param pattern what each must look like
   * @param example one that does
   */
  List<String> list(String name, String pattern, String example) {
    var given =
        Arrays.stream(text(name, "").split(",", -1))
            .map(String::strip)
            .filter(one -> !one.isEmpty())
            .toList();
    given.stream()
        .filter(one -> !one.matches(pattern))
        .findFirst()
        .ifPresent(one -> {
          throw wrong(name, one, "must be such as " + example);
        });
    return given;
  }

  /** An image's name and tag. */
  String image(String name, String otherwise) {
    var text = text(name, otherwise);
    if (!text.matches("[^\\s:]+(:\\d+/[^\\s:]+)?:[A-Za-z0-9_][A-Za-z0-9_.-]*")) {
      throw wrong(name, text, "must be an image with its tag, such as " + otherwise);
    }
    return text;
  }

  /** How paths begin, with a slash at its end, so that no other one begins like it. */
  String pathPrefix(String name, String otherwise) {
    var text = text(name, otherwise);
    if (!text.endsWith("/")) {
      throw wrong(name, text, "must end with a slash, such as " + otherwise);
    }
    return text;
  }

  /** An address of HTTP, without a slash at its end. */
  URI address(String name, String text) {
    if (!text.matches("https?://[^\\s]+")) {
      throw wrong(name, text, "must be an address such as https://vault.example:8200");
    }
    return URI.create(text.replaceFirst("/+$", ""));
  }

  static SettingException wrong(String name, String value, String rule) {
    return new SettingException("%s is '%s', but %s".formatted(variable(name), value, rule));
  }

  /** As the operator writes it. */
  private static String variable(String name) {
    return "LASIUS_" + name.toUpperCase(Locale.ROOT).replace('-', '_');
  }
}
