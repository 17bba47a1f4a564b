package io.lasius.replication;

import static java.util.stream.Collectors.joining;

import io.lasius.protocol.catalog.StreamDescriptor;
import io.lasius.protocol.message.ControlMessage;
import io.lasius.protocol.message.ErrorTrace;
import io.lasius.protocol.message.EstimateTrace;
import io.lasius.protocol.message.FailureType;
import io.lasius.protocol.message.LogLevel;
import io.lasius.protocol.message.LogMessage;
import io.lasius.protocol.message.StateStats;
import io.lasius.protocol.wire.MalformedLine;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is seen on the way: counted, compared, and told to whoever listens. */
final class SyncJournal {
  private static final int MAX_UNDELIVERED_LOGGED = 10;

  private final SyncProgress progress;
  private final Failures failures;
  private final ReplicationEvents events;
  private final Set<StreamDescriptor> unconfigured = new HashSet<>();

  SyncJournal(SyncProgress progress, Failures failures, ReplicationEvents events) {
    this.progress = progress;
    this.failures = failures;
    this.events = events;
  }

  StreamProgress counts(StreamDescriptor configured) {
    return Objects.requireNonNull(progress.find(configured), "the stream is configured");
  }

  void log(@Nullable ConnectorRole origin, LogLevel level, String text) {
    events.log(origin, level, text, null);
  }

  void log(ConnectorRole origin, LogMessage message) {
    if (message.level() == LogLevel.ERROR || message.level() == LogLevel.FATAL) {
      progress.errorLogged(origin);
    }
    String stack = message.stackTrace();
    String text = message.message() == null ? "" : message.message();
    LogLevel level = message.level() == null ? LogLevel.INFO : message.level();
    events.log(origin, level, stack == null ? text : text + "\n" + stack, null);
  }

  /** Has what was returned stored, and counts it. */
  void commit(List<StateCommit> returned) throws CommitException {
    events.commit(returned);
    for (StateCommit commit : returned) {
      commit.counts().forEach((stream, counts) -> counts(stream).committed(counts));
    }
  }

  void estimated(EstimateTrace trace) {
    progress.estimates().told(trace.estimate());
  }

  void finishes() {
    events.finishes();
  }

  void setAside(RejectedRecord record) throws CommitException {
    events.setAside(record);
  }

  /**
   * A connector told an error.
   *
   * @param stream by the source's name, where the connector gave one
   */
  void errorTold(ConnectorRole role, ErrorTrace trace, @Nullable StreamDescriptor stream) {
    var known = stream == null || progress.find(stream) == null ? null : stream;
    failures.errorTold(role, trace.error(), known);
    progress.errorTold(role);
    events.log(role, LogLevel.ERROR, trace.error().message(), known);
  }

  void control(ConnectorRole role, ControlMessage control) throws CommitException {
    var config = control.connectorConfig();
    if (ControlMessage.CONNECTOR_CONFIG.equals(control.controlType()) && config != null) {
      events.configChanged(role, config.config());
    }
  }

  void unconfigured(StreamDescriptor stream) {
    progress.unconfigured();
    if (unconfigured.add(stream)) {
      String text =
          "the source wrote records of stream %s, which is not configured".formatted(stream);
      events.log(ConnectorRole.SOURCE, LogLevel.ERROR, text + "; they are not sent", stream);
      failures.add(
          FailureReason.now(FailureOrigin.SOURCE, FailureType.SYSTEM_ERROR, text, "")
              .about(stream));
    }
  }

  void undelivered(MalformedLine line) {
    StreamDescriptor stream = line.stream();
    StreamProgress counts = stream == null ? null : progress.find(stream);
    if (counts != null) {
      counts.emitted(line.length());
      counts.undelivered(Rejection.UNREADABLE, line.length());
    } else if (stream != null) {
      progress.unconfigured();
    } else {
      progress.unattributed();
    }
    String which = "line %d (%d bytes): %s".formatted(line.number(), line.length(), line.reason());
    long before = failures.undelivered(which, counts == null ? null : stream) - 1;
    if (before < MAX_UNDELIVERED_LOGGED) {
      String text = "looks like a record and cannot be delivered: " + which;
      events.log(ConnectorRole.SOURCE, LogLevel.ERROR, text, stream);
    } else if (before == MAX_UNDELIVERED_LOGGED) {
      String text = "more lines that cannot be delivered are counted and not shown";
      events.log(ConnectorRole.SOURCE, LogLevel.ERROR, text, null);
    }
  }

  /** A stream that the source did not read to its end makes the sync a failure. */
  void noteIncompleteStreams() {
    List<StreamDescriptor> incomplete =
        progress.streams().stream()
            .filter(StreamProgress::endedIncomplete)
            .map(stream -> stream.report().stream())
            .toList();
    if (!incomplete.isEmpty()) {
      failures.connectorFailed(
          ConnectorRole.SOURCE,
          FailureType.SYSTEM_ERROR,
          "the source exited with status 0, but says that it did not read to the end: "
              + incomplete.stream().map(StreamDescriptor::toString).collect(joining(", ")),
          incomplete.size() == 1 ? incomplete.getFirst() : null);
    }
  }

  /** Shows, at the end of a sync that went well, what no state came back for. */
  void noteUncommitted() {
    for (StreamReport stream : progress.report().streams()) {
      if (stream.uncommittedRecords() > 0) {
        difference(
            "the destination ended well, but returned no state for the last records of stream %s: %d"
                .formatted(stream.stream(), stream.uncommittedRecords()));
      }
    }
  }

  /**
   * Holds the source's count for a state against ours.
   *
   * @return how they differ; null where they agree, or it does not count
   */
  @Nullable String compareWithSource(
      Interval between, @Nullable StateStats stats, Map<StreamDescriptor, StreamCounts> emitted) {
    if (stats == null || stats.recordCount() == null) {
      return null;
    }
    long said = stats.recordCount().longValue();
    emitted.forEach((stream, ours) -> counts(stream).sourceCovered(ours.records()));
    if (between.scope() != null) {
      counts(between.scope()).sourceSaid(said);
    }
    return compare("the source", between, said, "wrote", emitted);
  }

  /**
   * Holds the destination's count for a returned state against what it was sent.
   *
   * @return how they differ; null where they agree, or it does not count
   */
  @Nullable String compareWithDestination(
      Interval between,
      @Nullable DestinationCount count,
      Map<StreamDescriptor, StreamCounts> sent) {
    if (count == null) {
      return null;
    }
    sent.forEach((stream, ours) -> counts(stream).destinationCovered(ours.records()));
    if (between.scope() != null) {
      counts(between.scope()).destinationSaid(count.total(), count.rejected());
    } else if (count.rejected() > 0) {
      DestinationCount.only(sent)
          .ifPresentOrElse(
              stream -> counts(stream).destinationSaid(count.total(), count.rejected()),
              () ->
                  difference(
                      "the destination rejected %d records %s and does not say of which stream: they count as committed"
                          .formatted(count.rejected(), between.text())));
    }
    return compare("the destination", between, count.total(), "was sent", sent);
  }

  /** A destination that says itself that it has less than it was sent has lost records. */
  void undercounted(Interval between, @Nullable String difference) {
    failures.add(
        FailureReason.now(
                FailureOrigin.DESTINATION,
                FailureType.SYSTEM_ERROR,
                difference + "; so that state is not committed, and the sync ends",
                "")
            .about(between.scope()));
  }

  private @Nullable String compare(
      String who,
      Interval between,
      long said,
      String verb,
      Map<StreamDescriptor, StreamCounts> all) {
    long ours = StreamCounts.total(all);
    if (said == ours) {
      return null;
    }
    String sentence =
        "%s counted %d records %s, but it %s %d".formatted(who, said, between.text(), verb, ours);
    difference(sentence);
    all.forEach((stream, counts) -> {
      if (ours == 0 || counts.records() > 0) {
        counts(stream).mismatch(sentence);
      }
    });
    return sentence;
  }

  void difference(String sentence) {
    progress.difference(sentence);
    log(null, LogLevel.WARN, sentence);
  }
}
