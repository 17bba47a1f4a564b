package io.lasius.server.http;

import org.jspecify.annotations.Nullable;

/** What a request must tell. */
public final class Required {
  private Required() {}

  /**
   * A property that must be there.
   *
   * @throws ProblemException 400 where it is not; its message names it
   */
  public static <T> T of(String property, @Nullable T value) {
    if (value == null) {
      throw Problem.badRequest("the property '%s' is missing".formatted(property)).asException();
    }
    return value;
  }

  /**
   * A name that must be there and say something.
   *
   * @throws ProblemException 400 where it is missing, blank or too long
   */
  public static String text(String property, @Nullable String value, int maxLength) {
    var text = of(property, value);
    if (text.isBlank()) {
      throw Problem.badRequest("the property '%s' is blank".formatted(property)).asException();
    }
    if (text.length() > maxLength) {
      throw Problem.badRequest(
              "the property '%s' has %d characters, but may have %d"
                  .formatted(property, text.length(), maxLength))
          .asException();
    }
    return text;
  }
}
