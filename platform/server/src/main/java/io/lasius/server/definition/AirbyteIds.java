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
  private static final Map<UUID, String> REPOSITORIES = read();
  private static final Map<String, UUID> IDS =
      REPOSITORIES.entrySet().stream()
          .collect(Collectors.toUnmodifiableMap(Map.Entry::getValue, Map.Entry::getKey));

  private AirbyteIds() {}

  /** The repository of a connector of a role, such as {@code airbyte/source-faker}. */
  static Optional<String> repository(ConnectorRole role, UUID id) {
    return Optional.ofNullable(REPOSITORIES.get(id)).filter(found -> isOf(role, found));
  }

  /** The id of a connector of a role: an image may have any name, whatever it is used as. */
  static Optional<UUID> id(ConnectorRole role, String repository) {
    return isOf(role, repository) ? Optional.ofNullable(IDS.get(repository)) : Optional.empty();
  }

  /** All names of the file tell their role. */
  private static boolean isOf(ConnectorRole role, String repository) {
    return repository.startsWith("airbyte/%s-".formatted(role.name().toLowerCase(Locale.ROOT)));
  }

  private static Map<UUID, String> read() {
    try (var in = Objects.requireNonNull(AirbyteIds.class.getResourceAsStream(FILE), FILE);
        var lines = new BufferedReader(new InputStreamReader(in, UTF_8))) {
      return lines
          .lines()
          .map(line -> line.split(" ", 2))
          .collect(
              Collectors.toUnmodifiableMap(parts -> UUID.fromString(parts[0]), parts -> parts[1]));
    } catch (IOException e) {
      throw new UncheckedIOException("the server's own file %s cannot be read".formatted(FILE), e);
    }
  }
}
