package io.lasius.server.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.SerializationFeature;
import io.lasius.protocol.json.Json;
import io.lasius.server.ServerUnderTest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The API against that of the last release. At a release, the latter is renewed by {@code mvn
 * verify -pl platform/server -am -Dtest=ReleasedDocumentTest
 * -Dsurefire.failIfNoSpecifiedTests=false -DskipITs -Dlasius.release=true}.
 */
@Timeout(60)
final class ReleasedDocumentTest {
  private static final Path RELEASED =
      Path.of("src/test/resources/io/lasius/server/openapi/released.json");

  @Test
  void nothingIsGoneThatWasReleased(@TempDir Path folder) throws Exception {
    try (var server = ServerUnderTest.start(folder, Map.of())) {
      var present = Json.parse(server.bean(OpenApiDocument.class).text());
      if (Boolean.getBoolean("lasius.release")) {
        Files.writeString(
            RELEASED,
            Json.mapper()
                    .writer()
                    .with(SerializationFeature.INDENT_OUTPUT)
                    .writeValueAsString(present)
                + "\n");
      }

      var released = Json.parse(Files.readString(RELEASED));

      assertThat(BreakingChanges.between(released, present))
          .as("what clients of the last release rely on")
          .isEmpty();
    }
  }
}
