package io.lasius.server.state;

import com.fasterxml.jackson.annotation.JsonRawValue;
import io.lasius.protocol.catalog.StreamDescriptor;
import io.lasius.server.connection.StreamKey;
import io.lasius.server.http.Form;
import io.lasius.server.http.Required;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What goes over the wire about states. */
final class StateWire {
  /** In characters, of a stream. */
  static final int MAX_NAME = 2000;

  private StateWire() {}

  /** A stream's name. */
  record Stream(@Nullable String name, @Nullable String namespace) {
    static Stream of(StreamDescriptor stream) {
      return new Stream(stream.name(), stream.namespace());
    }

    /** Null where the key is that of all streams together. */
    static @Nullable Stream ofKey(String key) {
      return key.equals(StreamKey.ALL_STREAMS) ? null : of(StreamKey.parse(key));
    }

    StreamDescriptor descriptor() {
      return new StreamDescriptor(Required.text("stream.name", name, MAX_NAME), namespace);
    }
  }

  /**
   * A version.
   *
   * @param stream absent for the state of all streams together
   * @param state as it was stored; only where it is asked for
   */
  record Version(
      long version,
      @Nullable Stream stream,
      @Form(words = StateType.class) @Nullable String type,
      @Form(words = StateReason.class) String reason,
      @Form(format = "date-time") String createdAt,
      @Nullable Long jobId,
      @Nullable Integer attemptNumber,
      @Nullable Long restoredVersion,
      long records,
      long bytes,
      long stateBytes,
      boolean olderRemoved,
      @JsonRawValue @Nullable String state) {
    static Version of(StateVersion version) {
      return of(version, null);
    }

    static Version of(StateVersion version, @Nullable String state) {
      var type = version.stateType();
      return new Version(
          version.version(),
          Stream.ofKey(version.stream()),
          type == null ? null : lower(type),
          lower(version.reason()),
          version.createdAt().truncatedTo(ChronoUnit.MILLIS).toString(),
          version.jobId(),
          version.attempt(),
          version.restoredVersion(),
          version.records(),
          version.bytes(),
          version.stateBytes(),
          version.olderRemoved(),
          state);
    }
  }

  /** The present states. */
  record Present(List<Version> data) {
    Present {
      data = List.copyOf(data);
    }
  }

  /**
   * Asks for a restore.
   *
   * @param stream absent for all streams
   */
  record Restore(
      @Nullable Long version,
      @Nullable Stream stream,
      @Nullable Boolean force,
      @Nullable Boolean dryRun) {
    StateHistory.Wish wish() {
      return new StateHistory.Wish(Boolean.TRUE.equals(force), Boolean.TRUE.equals(dryRun));
    }
  }

  /** What setting states does, or would do. */
  record Outcome(boolean dryRun, @Nullable Long undo, List<StreamOutcome> streams) {
    Outcome {
      streams = List.copyOf(streams);
    }

    static Outcome of(StateHistory.Outcome outcome, StateHistory.Wish wish) {
      return new Outcome(
          wish.dryRun(),
          outcome.undo(),
          outcome.streams().stream().map(StreamOutcome::of).toList());
    }
  }

  /** The same for one stream. */
  record StreamOutcome(
      Stream stream,
      @Nullable Long fromVersion,
      @Nullable Long toVersion,
      @Form(words = StateEffect.Kind.class) String destinationWillBe,
      long records,
      long bytes,
      boolean needsForce,
      String reason) {
    static StreamOutcome of(StateHistory.StreamChange change) {
      var effect = change.effect();
      return new StreamOutcome(
          Stream.of(change.stream()),
          number(change.from()),
          number(change.to()),
          lower(effect.kind()),
          effect.again().records(),
          effect.again().bytes(),
          effect.needsForce(),
          effect.reason());
    }
  }

  /** Two versions held against each other. */
  record Comparison(long from, long to, List<StreamComparison> streams) {
    Comparison {
      streams = List.copyOf(streams);
    }
  }

  /** The same for one stream. */
  record StreamComparison(
      @Nullable Stream stream,
      @Nullable Long fromVersion,
      @Nullable Long toVersion,
      long records,
      long bytes,
      List<Difference> differences,
      boolean truncated) {
    StreamComparison {
      differences = List.copyOf(differences);
    }

    static StreamComparison of(StateComparison.StreamDifference found) {
      return new StreamComparison(
          Stream.ofKey(found.key()),
          number(found.from()),
          number(found.to()),
          found.records(),
          found.bytes(),
          found.differences().stream().map(Difference::of).toList(),
          JsonDifferences.areMany(found.differences()));
    }
  }

  /** A place where two states differ. */
  record Difference(
      String path, @JsonRawValue @Nullable String from, @JsonRawValue @Nullable String to) {
    static Difference of(JsonDifferences.Difference difference) {
      return new Difference(difference.path(), difference.from(), difference.to());
    }
  }

  private static @Nullable Long number(@Nullable StateVersion version) {
    return version == null ? null : version.version();
  }

  private static String lower(Enum<?> word) {
    return word.name().toLowerCase(Locale.ROOT);
  }
}
