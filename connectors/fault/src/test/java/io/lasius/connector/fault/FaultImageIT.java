package io.lasius.connector.fault;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.lasius.protocol.json.Json;
import io.lasius.sdk.testkit.ConnectorHarness;
import io.lasius.sdk.testkit.SourceContract;
import org.junit.jupiter.api.BeforeAll;

/** The image keeps the contract that the class keeps. */
final class FaultImageIT extends SourceContract {
  @BeforeAll
  static void buildTheImage() throws Exception {
    int status = new ProcessBuilder("../../docker/images", "fault").inheritIO().start().waitFor();

    assertThat(status).as("exit status of docker/images fault").isZero();
  }

  @Override
  protected ConnectorHarness connector() {
    return ConnectorHarness.ofImage(
        "lasius/fault:dev", "--network=none", "--read-only", "--cap-drop=ALL");
  }

  @Override
  protected JsonNode config() {
    return Json.mapper().createObjectNode().put("records", 3).put("records_per_state", 2);
  }
}
