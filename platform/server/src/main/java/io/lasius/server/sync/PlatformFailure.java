package io.lasius.server.sync;

import io.lasius.protocol.message.FailureType;
import io.lasius.replication.FailureOrigin;
import io.lasius.replication.FailureReason;
import io.lasius.replication.Sentences;
import io.lasius.server.secret.ExternalSecretException;
import io.lasius.server.secret.SecretException;
import java.io.IOException;
import java.util.StringJoiner;

/** Why the platform itself could not run an attempt, in words for whoever looks at the job. */
final class PlatformFailure {
  private PlatformFailure() {}

  /** Something that nobody has foreseen, or secrets that only the operator can make readable. */
  static FailureReason of(RuntimeException e) {
    if (e instanceof ExternalSecretException external && external.isPassing()) {
      return FailureReason.now(
          FailureOrigin.PLATFORM, FailureType.TRANSIENT_ERROR, String.valueOf(e.getMessage()), "");
    }
    if (e instanceof SecretException) {
      return FailureReason.now(
          FailureOrigin.PLATFORM, FailureType.CONFIG_ERROR, String.valueOf(e.getMessage()), "");
    }
    return FailureReason.now(
        FailureOrigin.PLATFORM,
        FailureType.SYSTEM_ERROR,
        "the platform could not run the attempt: "
            + (e.getMessage() == null ? e.toString() : e.getMessage()),
        causes(e));
  }

  /** The server's heap was too small for what the attempt had to hold at once. */
  static FailureReason ofMemory() {
    return FailureReason.now(
        FailureOrigin.PLATFORM, FailureType.SYSTEM_ERROR, Sentences.outOfMemory(), "");
  }

  /** The log cannot be opened; the disk may be full, and have room again later. */
  static FailureReason ofLog(IOException e) {
    return FailureReason.now(
        FailureOrigin.PERSISTENCE,
        FailureType.TRANSIENT_ERROR,
        // With its type, since the message of many a file's exception is the path alone.
        "the attempt's log cannot be written: %s: %s"
            .formatted(e.getClass().getSimpleName(), e.getMessage()),
        "");
  }

  private static String causes(RuntimeException e) {
    var causes = new StringJoiner("\n");
    for (var cause = e.getCause(); cause != null; cause = cause.getCause()) {
      causes.add("caused by " + cause);
    }
    return causes.toString();
  }
}
