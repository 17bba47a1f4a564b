package io.lasius.server.definition;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.lasius.replication.ConnectorRole;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * The ids by which Airbyte's registry knows its connectors, and some clients ask for them. From the
 * lists that its platform came with until 2023, and what its clients have of later ones: others are
 * known by their names alone.
 */
final class AirbyteIds {
  private static final String FILE = "airbyte-ids.txt";
  private static final Map<String, UUID> IDS = read();

  private AirbyteIds() {}

  /**
   * The id of a connector. All names of the list tell the role, but an image may be used as what
   * its name does not say.
   *
   * @param repository such as {@code airbyte/source-faker}
   */
  static Optional<UUID> id(ConnectorRole role, String repository) {
    var begin = "airbyte/%s-".formatted(role.name().toLowerCase(Locale.ROOT));
    return repository.startsWith(begin)
        ? Optional.ofNullable(IDS.get(repository))
        : Optional.empty();
  }

  private static Map<String, UUID> read() {
    try (var in = Objects.requireNonNull(AirbyteIds.class.getResourceAsStream(FILE), FILE);
        var lines = new BufferedReader(new InputStreamReader(in, UTF_8))) {
      return lines
          .lines()
          .map(line -> line.split(" ", 2))
          .collect(
              Collectors.toUnmodifiableMap(parts -> parts[1], parts -> UUID.fromString(parts[0])));
    } catch (IOException e) {
      throw new UncheckedIOException("the server's own file %s cannot be read".formatted(FILE), e);
    }
  }
}
