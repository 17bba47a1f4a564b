package io.lasius.connector.fault;

import com.fasterxml.jackson.databind.JsonNode;
import io.lasius.protocol.json.Json;
import io.lasius.sdk.testkit.ConnectorHarness;
import io.lasius.sdk.testkit.SourceContract;

/** Without a fault it is a source like any other. */
final class FaultSourceTest extends SourceContract {
  @Override
  protected ConnectorHarness connector() {
    return ConnectorHarness.of(new FaultSource());
  }

  @Override
  protected JsonNode config() {
    return Json.mapper()
        .createObjectNode()
        .put("records", 5)
        .put("streams", 2)
        .put("records_per_state", 2)
        .put("filling", 3);
  }
}
