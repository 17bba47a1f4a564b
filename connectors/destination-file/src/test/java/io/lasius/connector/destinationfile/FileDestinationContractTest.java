package io.lasius.connector.destinationfile;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import io.lasius.protocol.json.Json;
import io.lasius.sdk.local.LocalFolder;
import io.lasius.sdk.testkit.ConnectorHarness;
import io.lasius.sdk.testkit.DestinationContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

final class FileDestinationContractTest {
  /** The contract, in one form of file. */
  abstract static class OfFiles extends DestinationContract {
    @TempDir Path local = Path.of("");

    abstract String ending();

    abstract String settings();

    @Override
    protected ConnectorHarness connector() {
      return ConnectorHarness.of(new FileDestination(LocalFolder.at(local)));
    }

    @Override
    protected JsonNode config() {
      return settings("/local/out");
    }

    @Override
    protected Optional<JsonNode> wrongConfig() {
      return Optional.of(settings("/etc"));
    }

    @Override
    protected boolean supportsRefreshes() {
      return true;
    }

    @Override
    protected List<JsonNode> written(String stream) throws IOException {
      Path file = local.resolve("out/" + stream + ending());
      var written = new ArrayList<JsonNode>();
      if (Files.exists(file)) {
        Compression compression = ending().endsWith(".gz") ? Compression.GZIP : Compression.NONE;
        try (var in = compression.open(file)) {
          for (String line : new String(in.readAllBytes(), UTF_8).lines().toList()) {
            written.add(Json.parse(line));
          }
        }
      }
      return written;
    }

    private JsonNode settings(String folder) {
      return Json.mapper().valueToTree(Map.of("folder", folder, "compression", settings()));
    }
  }

  @Nested
  final class JsonLines extends OfFiles {
    @Override
    String ending() {
      return ".jsonl";
    }

    @Override
    String settings() {
      return "none";
    }
  }

  @Nested
  final class CompressedJsonLines extends OfFiles {
    @Override
    String ending() {
      return ".jsonl.gz";
    }

    @Override
    String settings() {
      return "gzip";
    }
  }
}
