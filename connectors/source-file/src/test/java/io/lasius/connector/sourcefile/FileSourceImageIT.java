package io.lasius.connector.sourcefile;

import static org.assertj.core.api.Assertions.assertThat;

import io.lasius.sdk.testkit.ConnectorHarness;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;

/** The image keeps the contract that the class keeps; it runs as the folder's owner. */
final class FileSourceImageIT extends FileSourceContractTest {
  @BeforeAll
  static void buildTheImage() throws Exception {
    int status =
        new ProcessBuilder("../../docker/images", "source-file").inheritIO().start().waitFor();

    assertThat(status).as("exit status of docker/images source-file").isZero();
  }

  @Override
  protected ConnectorHarness connector() {
    return ConnectorHarness.ofImage(
        "lasius/source-file:dev",
        "--network=none",
        "--read-only",
        "--cap-drop=ALL",
        "--user=" + owner(source.local),
        "--volume=%s:/local:ro".formatted(source.local));
  }

  private static String owner(Path folder) {
    try {
      return Files.getAttribute(folder, "unix:uid") + ":" + Files.getAttribute(folder, "unix:gid");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
