package io.lasius.server.definition;

import io.lasius.server.http.Problem;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Names of networks that containers of connectors may be in. */
final class Networks {
  /** None names another container, whose network would be shared. */
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,127}");

  private Networks() {}

  /**
   * One of a request.
   *
   * @throws io.lasius.server.http.ProblemException 400 where it is none
   */
  static @Nullable String checked(@Nullable String name) {
    if (name != null && !NAME.matcher(name).matches()) {
      throw Problem.badRequest(
              "the property 'network' is '%s', but must be the name of a network of the engine, such as none or host"
                  .formatted(name))
          .asException();
    }
    return name;
  }
}
