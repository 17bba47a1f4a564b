package io.lasius.server.cli;

import java.util.Optional;
import java.util.stream.Stream;

/**
 * The name of a connector's image.
 *
 * @param repository with its registry, where it names one
 */
record ImageName(String repository, String tag) {
  private static final String NEWEST = "latest";

  /**
   * Reads a name such as {@code airbyte/source-faker:7.2.1}.
   *
   * @throws CliException if it is one by which the platform knows no connector
   */
  static ImageName of(String image) {
    if (image.contains("@")) {
      throw CliException.wrongCall(
          "'%s' names an image by its digest, but the platform knows connectors by repository and tag, as in airbyte/source-faker:7.2.1"
              .formatted(image));
    }
    // A colon before the last slash is that of a registry's port.
    var colon = image.indexOf(':', image.lastIndexOf('/') + 1);
    return colon < 0
        ? new ImageName(image, NEWEST)
        : new ImageName(image.substring(0, colon), image.substring(colon + 1));
  }

  /** As in source-faker. */
  String shortName() {
    return repository.substring(repository.lastIndexOf('/') + 1);
  }

  /** What it is by the custom of naming images; none where its name does not tell. */
  Optional<String> role() {
    return Stream.of("source", "destination")
        .filter(role -> shortName().startsWith(role + "-"))
        .findFirst();
  }

  @Override
  public String toString() {
    return repository + ":" + tag;
  }
}
