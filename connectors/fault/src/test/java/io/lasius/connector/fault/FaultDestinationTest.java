package io.lasius.connector.fault;

import com.fasterxml.jackson.databind.JsonNode;
import io.lasius.protocol.json.Json;
import io.lasius.sdk.local.LocalFolder;
import io.lasius.sdk.testkit.ConnectorHarness;
import io.lasius.sdk.testkit.DestinationContract;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;

/** Without a fault it is a destination like any other. */
final class FaultDestinationTest extends DestinationContract {
  @TempDir private Path local = Path.of("");

  @Override
  protected ConnectorHarness connector() {
    var none = Faults.none();
    return ConnectorHarness.of(new FaultDestination(LocalFolder.at(local), none));
  }

  @Override
  protected JsonNode config() {
    return Json.mapper().createObjectNode().put("folder", "/local/numbers");
  }

  @Override
  protected Optional<JsonNode> wrongConfig() {
    return Optional.of(Json.mapper().createObjectNode().put("folder", "/elsewhere"));
  }

  @Override
  protected List<JsonNode> written(String stream) throws Exception {
    var records = new ArrayList<JsonNode>();
    for (String line : Files.readAllLines(local.resolve("numbers").resolve(stream + ".jsonl"))) {
      records.add(Json.parse(line));
    }
    return records;
  }

  @Override
  protected boolean supportsRefreshes() {
    return false;
  }
}
