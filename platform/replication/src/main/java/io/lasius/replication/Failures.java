package io.lasius.replication;

import io.lasius.protocol.message.ErrorTrace.ConnectorError;
import io.lasius.protocol.message.FailureType;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
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
  private final Map<ConnectorRole, ConnectorError> firstErrors = new EnumMap<>(ConnectorRole.class);
  private final Map<ConnectorRole, Deque<String>> lastErrorLines =
      new EnumMap<>(ConnectorRole.class);

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
              null,
              undeliveredSince));
    }
    return List.copyOf(all);
  }

  /**
   * A line that looks like a record could not be delivered. All of them are one reason.
   *
   * @param line which line, and what is wrong with it
   * @return how many there were so far
   */
  synchronized long undelivered(String line) {
    if (undelivered == 0) {
      firstUndelivered = line;
      undeliveredAt = reasons.size();
      undeliveredSince = Instant.now();
    }
    return ++undelivered;
  }

  private String undeliveredMessage() {
    return undelivered == 1
        ? "a line of the source looks like a record and cannot be delivered: " + firstUndelivered
        : "%d lines of the source look like records and cannot be delivered; the first: %s"
            .formatted(undelivered, firstUndelivered);
  }

  /** An error that a connector told; it is the reason once the connector fails. */
  synchronized void errorTold(ConnectorRole role, ConnectorError error) {
    firstErrors.putIfAbsent(role, error);
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
    connectorFailed(role, FailureType.SYSTEM_ERROR, otherwise);
  }

  /** The same with the type of the given words. */
  synchronized void connectorFailed(ConnectorRole role, FailureType type, String otherwise) {
    var origin = FailureOrigin.of(role);
    ConnectorError error = firstErrors.get(role);
    String stderr = String.join("\n", lastErrorLines.getOrDefault(role, new ArrayDeque<>()));
    if (error == null) {
      add(FailureReason.now(origin, type, otherwise, stderr));
      return;
    }
    var told = error.failureType() == null ? FailureType.SYSTEM_ERROR : error.failureType();
    var detail = new StringBuilder(otherwise);
    append(detail, error.internalMessage());
    append(detail, error.stackTrace());
    append(detail, stderr);
    add(
        FailureReason.now(origin, told, message(error), detail.toString())
            .of(error.streamDescriptor()));
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
