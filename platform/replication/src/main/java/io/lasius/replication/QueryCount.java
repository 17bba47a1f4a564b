package io.lasius.replication;

import io.lasius.protocol.catalog.StreamDescriptor;
import io.lasius.protocol.message.FailureType;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a count query found of one stream at one side, once all records were moved. It speaks of the
 * whole job, while connectors count what moves in one attempt.
 */
public sealed interface QueryCount {
  ConnectorRole role();

  StreamDescriptor stream();

  /** The number that it found; null where it gave none. */
  @Nullable Long found();

  /** A difference that nothing explains but records lost or made up; null where there is none. */
  @Nullable String mismatch();

  /** Why it proves nothing; null where it does prove something. */
  @Nullable String doubt();

  /**
   * Why the job fails of it; null where it does not. It fails where it would had the connector
   * itself counted so: of records that are lost at the destination, and of a source that counts
   * otherwise where that is set. No other attempt would mend it, since what was moved is committed.
   */
  default @Nullable FailureReason failure(boolean sourceCountsMustAgree) {
    String difference = mismatch();
    if (difference == null || !isFatal(sourceCountsMustAgree)) {
      return null;
    }
    return FailureReason.now(
            FailureOrigin.of(role()),
            FailureType.CONFIG_ERROR,
            difference
                + "; the states are committed, so no further attempt brings what is missing: refresh the stream, or correct the query",
            "")
        .about(stream());
  }

  private boolean isFatal(boolean sourceCountsMustAgree) {
    return switch (role()) {
      case SOURCE -> sourceCountsMustAgree;
      case DESTINATION -> this instanceof Found found && found.isFewer();
    };
  }

  /** As in: the count query of the source. */
  private static String who(ConnectorRole role) {
    return "the count query of the " + role.name().toLowerCase(Locale.ROOT);
  }

  /**
   * It gave no number.
   *
   * @param why as its user reads it
   */
  record Unanswered(ConnectorRole role, StreamDescriptor stream, String why) implements QueryCount {
    @Override
    public @Nullable Long found() {
      return null;
    }

    @Override
    public @Nullable String mismatch() {
      return null;
    }

    @Override
    public String doubt() {
      return "%s gave no number for stream %s: %s".formatted(who(role), stream, why);
    }
  }

  /**
   * It gave a number.
   *
   * @param records by the query
   * @param moved records by the platform, over all attempts since the stream was last begun anew:
   *     those that the source wrote, or those that were committed at the destination
   * @param attempts of the job, 1 or more; each but the first may have moved records again
   * @param unreturned records that the destination was sent and returned no state for
   * @param oneRowPerKey whether the destination makes one row of all records of one key
   */
  record Found(
      ConnectorRole role,
      StreamDescriptor stream,
      long records,
      long moved,
      int attempts,
      long unreturned,
      boolean oneRowPerKey)
      implements QueryCount {
    @Override
    public Long found() {
      return records;
    }

    @Override
    public @Nullable String mismatch() {
      return records == moved || explanation() != null ? null : sentence();
    }

    @Override
    public @Nullable String doubt() {
      String explanation = records == moved ? null : explanation();
      return explanation == null ? null : sentence() + ": " + explanation;
    }

    private boolean isFewer() {
      return records < moved;
    }

    private String sentence() {
      return "%s found %d records of stream %s, but %d were %s"
          .formatted(
              who(role),
              records,
              stream,
              moved,
              role == ConnectorRole.SOURCE ? "read" : "committed");
    }

    /** How the numbers may differ although nothing is lost or made up; null where they may not. */
    private @Nullable String explanation() {
      return switch (role) {
        case SOURCE -> isFewer() ? repeated() : null;
        case DESTINATION -> {
          if (isFewer()) {
            yield oneRowPerKey ? "records of one key may be one row" : null;
          }
          yield records <= moved + unreturned
              ? "%d more were sent, and no state came back for them".formatted(unreturned)
              : repeated();
        }
      };
    }

    private @Nullable String repeated() {
      return attempts == 1
          ? null
          : "the job had %d attempts, and records may have come again".formatted(attempts);
    }
  }
}
