package io.lasius.sdk.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import io.lasius.protocol.json.Json;
import java.util.Optional;

/** The contract can be kept by the smallest source. */
final class SourceContractTest extends SourceContract {
  @Override
  protected ConnectorHarness connector() {
    return ConnectorHarness.of(new CountdownSource());
  }

  @Override
  protected JsonNode config() {
    return Json.mapper().createObjectNode().put("start", 25);
  }

  @Override
  protected Optional<JsonNode> wrongConfig() {
    return Optional.of(Json.mapper().createObjectNode().put("start", 0));
  }
}
