package io.lasius.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;

/** Images of unmodified connectors of PyPI. */
public final class PythonConnector {
  /** Where it is not there yet: it may have to be installed, and its Debian to be made. */
  private static final Duration LIMIT = Duration.ofMinutes(8);

  private PythonConnector() {}

  /**
   * Makes an image, where it is not there, and a definition of it.
   *
   * @param kind sources or destinations
   * @param connector its name, as in {@code source-faker}
   * @param network that it gets
   * @return the definition's id
   */
  public static String definition(Operator operator, String kind, String connector, String network)
      throws IOException, InterruptedException {
    var image = image(connector).split(":", 2);
    return operator.definition(kind, image[0], image[1], ",'network':'%s'".formatted(network));
  }

  /**
   * Makes an image, where it is not there.
   *
   * @return its name and tag
   */
  public static String image(String connector) throws IOException, InterruptedException {
    var build =
        Command.ofClone("docker/python-connector/build").with("airbyte-" + connector).run(LIMIT);
    assertThat(build.status()).as(build.output()).isZero();
    return build.lastLine();
  }
}
