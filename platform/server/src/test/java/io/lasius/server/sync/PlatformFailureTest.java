package io.lasius.server.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.lasius.protocol.message.FailureType;
import io.lasius.replication.FailureOrigin;
import io.lasius.replication.FailureReason;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import org.junit.jupiter.api.Test;

final class PlatformFailureTest {
  @Test
  void tellsWhatHappenedAndWhatCausedIt() {
    var failure =
        new IllegalStateException(
            "a connector could not be started",
            new IllegalArgumentException("no such place", new IOException("gone")));

    assertThat(PlatformFailure.of(failure))
        .usingRecursiveComparison()
        .ignoringFields("time")
        .isEqualTo(
            FailureReason.now(
                FailureOrigin.PLATFORM,
                FailureType.SYSTEM_ERROR,
                "the platform could not run the attempt: a connector could not be started",
                """
                caused by java.lang.IllegalArgumentException: no such place
                caused by java.io.IOException: gone\
                """));
  }

  @Test
  void namesTheTypeOfAFailureThatSaysNothing() {
    assertThat(PlatformFailure.of(new IllegalStateException()).message())
        .endsWith(": java.lang.IllegalStateException");
    assertThat(PlatformFailure.ofLog(new FileAlreadyExistsException("/data/logs")).message())
        .endsWith(": FileAlreadyExistsException: /data/logs");
  }
}
