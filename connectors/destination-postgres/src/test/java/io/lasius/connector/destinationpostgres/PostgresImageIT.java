package io.lasius.connector.destinationpostgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.lasius.sdk.testkit.ConnectorHarness;
import org.junit.jupiter.api.BeforeAll;

/** The image keeps the contract that the class keeps; the database listens on loopback. */
final class PostgresImageIT extends PostgresContract {
  @BeforeAll
  static void buildTheImage() throws Exception {
    int status =
        new ProcessBuilder("../../docker/images", "destination-postgres")
            .inheritIO()
            .start()
            .waitFor();

    assertThat(status).as("exit status of docker/images destination-postgres").isZero();
  }

  @Override
  protected ConnectorHarness connector() {
    return ConnectorHarness.ofImage(
        "lasius/destination-postgres:dev", "--network=host", "--read-only", "--cap-drop=ALL");
  }
}
