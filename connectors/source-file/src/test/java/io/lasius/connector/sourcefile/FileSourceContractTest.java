package io.lasius.connector.sourcefile;

import com.fasterxml.jackson.databind.JsonNode;
import io.lasius.sdk.local.LocalFolder;
import io.lasius.sdk.testkit.ConnectorHarness;
import io.lasius.sdk.testkit.SourceContract;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

class FileSourceContractTest extends SourceContract {
  @TempDir private Path folder = Path.of("");
  SourceRun source;

  @BeforeEach
  void putFiles() throws IOException {
    source =
        new SourceRun(folder)
            .resource("samples/seattle-weather.csv")
            .file("small.csv", "a,b\n1,x\n2,y\n3,z");
  }

  @Override
  protected ConnectorHarness connector() {
    return ConnectorHarness.of(new FileSource(LocalFolder.at(source.local)));
  }

  @Override
  protected JsonNode config() {
    return settings("/local/*.csv");
  }

  @Override
  protected Optional<JsonNode> wrongConfig() {
    return Optional.of(settings("/etc/passwd"));
  }

  private static JsonNode settings(String path) {
    return SourceRun.object("{\"path\":\"%s\",\"records_per_state\":500}".formatted(path));
  }
}
