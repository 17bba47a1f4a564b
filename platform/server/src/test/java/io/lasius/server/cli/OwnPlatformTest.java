package io.lasius.server.cli;

import static org.assertj.core.api.Assertions.assertThatIOException;

import io.lasius.server.ServerUnderTest;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What an operator is told whose server does not start. */
@Timeout(60)
final class OwnPlatformTest {
  @TempDir private Path folder;

  @Test
  void refusesTablesThatAnotherVersionMade() throws Exception {
    try (var server = ServerUnderTest.start(folder, Map.of())) {
      server.execute("UPDATE flyway_schema_history SET checksum = ? WHERE version = '1'", 1);
    }
    var data = DataFolder.of(Map.of("LASIUS_DATA", folder.toString()));

    assertThatIOException()
        .isThrownBy(() -> new OwnPlatform().start(data))
        .withMessage(
            "the database in %s was made by a version of Lasius that this one cannot go on from: use that version, or begin with an empty one (LASIUS_DATA or LASIUS_DATABASE_URL)",
            folder);
  }
}
