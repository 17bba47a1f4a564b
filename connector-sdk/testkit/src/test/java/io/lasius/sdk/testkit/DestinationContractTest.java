package io.lasius.sdk.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import io.lasius.protocol.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

/** The contract can be kept: by a destination that knows generations, and by one that does not. */
final class DestinationContractTest {
  @Nested
  class WithRefreshes extends LinesContract {
    WithRefreshes() {
      super(true);
    }
  }

  @Nested
  class WithoutRefreshes extends LinesContract {
    WithoutRefreshes() {
      super(false);
    }
  }

  abstract static class LinesContract extends DestinationContract {
    @TempDir Path folder = Path.of("");
    private final boolean refreshes;

    LinesContract(boolean refreshes) {
      this.refreshes = refreshes;
    }

    @Override
    protected ConnectorHarness connector() {
      return ConnectorHarness.of(new LinesDestination(refreshes));
    }

    @Override
    protected JsonNode config() {
      return Json.mapper().createObjectNode().put("folder", folder.toString());
    }

    @Override
    protected Optional<JsonNode> wrongConfig() {
      return Optional.of(Json.mapper().createObjectNode().put("folder", folder + "/none"));
    }

    @Override
    protected boolean supportsRefreshes() {
      return refreshes;
    }

    @Override
    protected List<JsonNode> written(String stream) throws IOException {
      Path file = LinesDestination.file(folder, stream);
      var records = new ArrayList<JsonNode>();
      for (String line : Files.exists(file) ? Files.readAllLines(file) : List.<String>of()) {
        records.add(Json.parse(line));
      }
      return records;
    }
  }
}
