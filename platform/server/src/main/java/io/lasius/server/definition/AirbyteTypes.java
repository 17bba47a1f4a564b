package io.lasius.server.definition;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The connectors that Airbyte's typed clients know, as version 1.0.1 of its Python client lists
 * them. They read a configuration by the type in it: one of theirs must be there, and one that they
 * do not know must not.
 */
final class AirbyteTypes {
  private static final String FILE = "airbyte-types.txt";
  private static final String AIRBYTE = "airbyte/";

  /** Ours that take the configuration of Airbyte's connector of the same name. */
  private static final Set<String> ALIKE = Set.of("lasius/destination-postgres");

  private static final Set<String> NAMES = read();

  private AirbyteTypes() {}

  /** Whether clients know what such a connector is configured by. */
  static boolean know(ConnectorDefinition definition) {
    var repository = definition.airbyteRepository();
    return ALIKE.contains(definition.dockerRepository())
        || (repository.startsWith(AIRBYTE)
            && NAMES.contains(repository.substring(AIRBYTE.length())));
  }

  private static Set<String> read() {
    try (var in = Objects.requireNonNull(AirbyteTypes.class.getResourceAsStream(FILE), FILE);
        var lines = new BufferedReader(new InputStreamReader(in, UTF_8))) {
      return lines.lines().collect(Collectors.toUnmodifiableSet());
    } catch (IOException e) {
      throw new UncheckedIOException("the server's own file %s cannot be read".formatted(FILE), e);
    }
  }
}
