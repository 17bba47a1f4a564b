package io.lasius.replication;

import io.lasius.protocol.catalog.StreamDescriptor;
import io.lasius.protocol.message.ErrorTrace.ConnectorError;
import io.lasius.protocol.message.FailureType;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What went wrong in a sync, in the order in which it did. Thread-safe. */
final class Failures {
  private static final int MAX_REASONS = 10;
  private static final int STDERR_LINES = 50;

  private final List<FailureReason> reasons = new ArrayList<>();
  private String firstUndelivered = "";
  private long undelivered;
  private int undeliveredAt;
  private Instant undeliveredSince = Instant.EPOCH;
  private @Nullable StreamDescriptor undeliveredOf;
  private final Map<ConnectorRole, ToldError> firstErrors = new EnumMap<>(ConnectorRole.class);
  private final Map<ConnectorRole, Deque<String>> lastErrorLines =
      new EnumMap<>(ConnectorRole.class);

  /**
   * What a connector told first.
   *
   * @param stream of all errors that it told; null where they are of several, or of none
   */
  private record ToldError(ConnectorError error, @Nullable StreamDescriptor stream, Instant time) {
    ToldError and(@Nullable StreamDescriptor next) {
      return new ToldError(error, Objects.equals(stream, next) ? stream : null, time);
    }
  }

  synchronized void add(FailureReason reason) {
    if (reasons.size() < MAX_REASONS) {
      reasons.add(reason);
    }
  }

  synchronized void add(
      FailureOrigin origin, FailureType type, String message, @Nullable Throwable cause) {
    add(FailureReason.now(origin, type, message, cause == null ? "" : cause.toString()));
  }

  void bug(Exception e) {
    if (e.getCause() instanceof OutOfMemoryError) {
      add(FailureOrigin.PLATFORM, FailureType.SYSTEM_ERROR, Sentences.outOfMemory(), e);
      return;
    }
    add(
        FailureOrigin.REPLICATION,
        FailureType.SYSTEM_ERROR,
        "the platform failed while it moved records; this is a bug to report: " + e,
        e);
  }

  /** A sync that did not end well is no success, even where nothing was found to be wrong. */
  synchronized void unlessAny(String message) {
    if (!any()) {
      add(FailureOrigin.REPLICATION, FailureType.SYSTEM_ERROR, message, null);
    }
  }

  void notStored(Exception e) {
    if (e instanceof CommitException refused && refused.reason() != null) {
      add(refused.reason());
      return;
    }
    add(
        FailureOrigin.PERSISTENCE,
        FailureType.TRANSIENT_ERROR,
        "what a connector returned could not be stored: " + e.getMessage(),
        e);
  }

  synchronized boolean any() {
    return undelivered > 0 || !reasons.isEmpty();
  }

  synchronized List<FailureReason> reasons() {
    var all = new ArrayList<FailureReason>(reasons);
    if (undelivered > 0) {
      all.add(
          undeliveredAt,
          new FailureReason(
              FailureOrigin.SOURCE,
              FailureType.SYSTEM_ERROR,
              undeliveredMessage(),
              "",
              undeliveredOf,
              undeliveredSince));
    }
    return List.copyOf(all);
  }

  /**
   * A line that looks like a record could not be delivered. All of them are one reason.
   *
   * @param line which line, and what is wrong with it
   * @param stream whose it is, if that is known
   * @return how many there were so far
   */
  synchronized long undelivered(String line, @Nullable StreamDescriptor stream) {
    if (undelivered == 0) {
      undeliveredOf = stream;
      firstUndelivered = line;
      undeliveredAt = reasons.size();
      undeliveredSince = Instant.now();
    } else if (!Objects.equals(undeliveredOf, stream)) {
      undeliveredOf = null;
    }
    return ++undelivered;
  }

  private String undeliveredMessage() {
    return undelivered == 1
        ? "a line of the source looks like a record and cannot be delivered: " + firstUndelivered
        : "%d lines of the source look like records and cannot be delivered; the first: %s"
            .formatted(undelivered, firstUndelivered);
  }

  /**
   * An error that a connector told; it is the reason once the connector fails.
   *
   * @param stream by the connection's name, if that is known
   */
  synchronized void errorTold(
      ConnectorRole role, ConnectorError error, @Nullable StreamDescriptor stream) {
    firstErrors.merge(
        role, new ToldError(error, stream, Instant.now()), (first, _) -> first.and(stream));
  }

  synchronized void errorLine(ConnectorRole role, String line) {
    Deque<String> lines = lastErrorLines.computeIfAbsent(role, _ -> new ArrayDeque<>());
    if (lines.size() == STDERR_LINES) {
      lines.removeFirst();
    }
    lines.addLast(line);
  }

  /** A connector failed: by its own words if it had any, else by the given ones. */
  void connectorFailed(ConnectorRole role, String otherwise) {
    connectorFailed(role, FailureType.SYSTEM_ERROR, otherwise, null);
  }

  /** The same with the type of the given words, and the stream that they are about. */
  synchronized void connectorFailed(
      ConnectorRole role, FailureType type, String otherwise, @Nullable StreamDescriptor stream) {
    var origin = FailureOrigin.of(role);
    ToldError first = firstErrors.get(role);
    String stderr = String.join("\n", lastErrorLines.getOrDefault(role, new ArrayDeque<>()));
    if (first == null) {
      add(FailureReason.now(origin, type, otherwise, stderr).about(stream));
      return;
    }
    ConnectorError error = first.error();
    var told = error.failureType() == null ? FailureType.SYSTEM_ERROR : error.failureType();
    var detail = new StringBuilder(otherwise);
    append(detail, error.internalMessage());
    append(detail, error.stackTrace());
    append(detail, stderr);
    add(
        new FailureReason(
            origin, told, message(error), detail.toString(), first.stream(), first.time()));
  }

  /** With the stream's name, which the connector may have given beside its words. */
  private static String message(ConnectorError error) {
    var stream = error.streamDescriptor();
    return stream == null || error.message().contains(stream.name())
        ? error.message()
        : "stream %s: %s".formatted(stream, error.message());
  }

  private static void append(StringBuilder detail, @Nullable String text) {
    if (text != null && !text.isBlank()) {
      detail.append('\n').append(text);
    }
  }
}
