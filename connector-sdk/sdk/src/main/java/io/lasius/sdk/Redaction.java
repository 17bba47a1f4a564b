package io.lasius.sdk;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Replaces the configuration's secret values in text that leaves the connector. Thread-safe. */
final class Redaction {
  static final String MASK = "******";

  /** A line of a secret text, such as a key file, is a secret itself when it is this long. */
  private static final int MIN_LINE_CHARS = 8;

  private volatile List<String> secrets = List.of();

  /** From now on these are replaced, and the forms that URLs and error messages have of them. */
  void learn(Set<String> values) {
    var forms = new LinkedHashSet<String>();
    for (String value : values) {
      if (!value.isBlank()) {
        forms.add(value);
        forms.add(URLEncoder.encode(value, UTF_8));
        forms.add(URLEncoder.encode(value, UTF_8).replace("+", "%20"));
        value.lines().map(String::strip).filter(Redaction::isLong).forEach(forms::add);
      }
    }
    // A secret that holds another is replaced first, else its rest would be shown.
    secrets = forms.stream().sorted(Comparator.comparingInt(String::length).reversed()).toList();
  }

  String apply(String text) {
    String redacted = text;
    for (String secret : secrets) {
      redacted = redacted.replace(secret, MASK);
    }
    return redacted;
  }

  private static boolean isLong(String line) {
    return line.length() >= MIN_LINE_CHARS;
  }
}
