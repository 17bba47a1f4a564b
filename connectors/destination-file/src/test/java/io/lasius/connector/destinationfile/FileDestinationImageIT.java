package io.lasius.connector.destinationfile;

import static org.assertj.core.api.Assertions.assertThat;

import io.lasius.sdk.testkit.ConnectorHarness;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;

/** The image keeps the contract that the class keeps; it runs as the folder's owner. */
final class FileDestinationImageIT extends FileDestinationContractTest.OfFiles {
  @BeforeAll
  static void buildTheImage() throws Exception {
    int status =
        new ProcessBuilder("../../docker/images", "destination-file").inheritIO().start().waitFor();

    assertThat(status).as("exit status of docker/images destination-file").isZero();
  }

  @Override
  protected ConnectorHarness connector() {
    return ConnectorHarness.ofImage(
        "lasius/destination-file:dev",
        "--network=none",
        "--read-only",
        "--cap-drop=ALL",
        "--user=" + owner(local),
        "--volume=%s:/local".formatted(local));
  }

  @Override
  String ending() {
    return ".jsonl";
  }

  @Override
  String settings() {
    return "none";
  }

  private static String owner(Path folder) {
    try {
      return Files.getAttribute(folder, "unix:uid") + ":" + Files.getAttribute(folder, "unix:gid");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
