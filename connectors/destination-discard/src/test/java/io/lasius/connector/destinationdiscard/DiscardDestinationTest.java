package io.lasius.connector.destinationdiscard;

import com.fasterxml.jackson.databind.JsonNode;
import io.lasius.protocol.json.Json;
import io.lasius.sdk.testkit.ConnectorHarness;
import io.lasius.sdk.testkit.DestinationContract;
import java.util.List;

/** Not final: the image keeps the same contract. */
class DiscardDestinationTest extends DestinationContract {
  @Override
  protected ConnectorHarness connector() {
    return ConnectorHarness.of(new DiscardDestination());
  }

  @Override
  protected JsonNode config() {
    return Json.mapper().createObjectNode();
  }

  @Override
  protected List<JsonNode> written(String stream) {
    return List.of();
  }

  @Override
  protected boolean supportsRefreshes() {
    return true;
  }

  @Override
  protected boolean keepsRecords() {
    return false;
  }
}
