package io.lasius.server.cli;

import static org.assertj.core.api.Assertions.assertThatIOException;

import io.lasius.server.ServerUnderTest;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an operator is told whose server does not start. */
@Timeout(60)
final class OwnPlatformTest {
  @TempDir private Path folder;

  @Test
  void refusesTablesThatAnotherVersionMade() throws Exception {
    change("UPDATE flyway_schema_history SET checksum = 1 WHERE version = ?");

    assertRefused(
        "the database in %s was made by a version of Lasius that this one cannot go on from: use that version, or begin with an empty one (LASIUS_DATA or LASIUS_DATABASE_URL)");
  }

  /** By a full disk, and by a kill. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "UPDATE flyway_schema_history SET success = FALSE WHERE version = ?",
        "DELETE FROM flyway_schema_history WHERE version = ?"
      })
  void refusesTablesThatWereMadeHalfWay(String left) throws Exception {
    change(left);

    assertRefused(
        "the start that was to make the tables of the database in %s was broken off: begin with an empty one (LASIUS_DATA or LASIUS_DATABASE_URL)");
  }

  private void change(String history) throws Exception {
    try (var server = ServerUnderTest.start(folder, Map.of())) {
      server.execute(history, "1");
    }
  }

  private void assertRefused(String message) {
    var data = DataFolder.of(Map.of("LASIUS_DATA", folder.toString()));

    assertThatIOException()
        .isThrownBy(() -> new OwnPlatform().start(data).close())
        .withMessage(message, folder);
  }
}
