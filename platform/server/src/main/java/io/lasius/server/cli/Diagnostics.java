package io.lasius.server.cli;

import io.lasius.protocol.message.ErrorTrace;
import io.lasius.protocol.message.FailureType;
import io.lasius.protocol.message.LogLevel;
import io.lasius.protocol.message.LogMessage;
import io.lasius.protocol.wire.Line;
import io.lasius.protocol.wire.MalformedLine;
import io.lasius.protocol.wire.MessageLine;
import io.lasius.server.amount.Amounts;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * What a connector tells beside its answer. What it says of failures is shown at once, the rest
 * only where it is asked for. One thread gives lines of stdout, another those of stderr.
 */
final class Diagnostics implements LineSink {
  private static final int KEPT_ERROR_LINES = 20;
  private static final int SHOWN_CHARS = 500;
  private static final int SHOWN_UNDELIVERED = 3;

  private final Console console;
  private final boolean verbose;
  private final Deque<String> errorLines = new ArrayDeque<>();
  private final List<ErrorTrace.ConnectorError> errors = new ArrayList<>();
  private long undelivered;

  Diagnostics(Console console, boolean verbose) {
    this.console = console;
    this.verbose = verbose;
  }

  @Override
  public void take(Line line) {
    switch (line) {
      case MalformedLine malformed when malformed.undeliveredRecord() -> undelivered(malformed);
      case MalformedLine malformed -> detail("stdout: " + malformed.excerpt());
      case MessageLine message when message.message() instanceof LogMessage log -> log(log);
      case MessageLine message when message.message() instanceof ErrorTrace trace ->
          errors.add(trace.error());
      default -> {
        // An answer.
      }
    }
  }

  /** A line of stderr. */
  synchronized void errorLine(String line) {
    if (errorLines.size() == KEPT_ERROR_LINES) {
      errorLines.removeFirst();
    }
    errorLines.addLast(TextTable.printable(line));
    detail("stderr: " + line);
  }

  /** Whether it told of no failure. */
  boolean clean() {
    return errors.isEmpty() && undelivered == 0;
  }

  /**
   * All that is known about a failure.
   *
   * @param sentence how the connector ended
   */
  synchronized CliException failure(String sentence) {
    var text = new StringBuilder(sentence);
    for (var error : errors) {
      text.append("\n  ").append(describe(error));
    }
    if (undelivered > 0) {
      text.append("\n  ")
          .append(Amounts.count(undelivered, "record"))
          .append(" could not be read and would be lost: the lines are broken");
    }
    if (!errorLines.isEmpty()) {
      text.append("\n  its stderr ended with:");
      errorLines.forEach(line -> text.append("\n    ").append(line));
    }
    return CliException.failed(text.toString());
  }

  private void log(LogMessage log) {
    var level = Objects.requireNonNullElse(log.level(), LogLevel.INFO);
    var text = "%s: %s".formatted(level, Objects.requireNonNullElse(log.message(), ""));
    if (verbose) {
      detail(text);
    } else if (level.compareTo(LogLevel.ERROR) <= 0) {
      console.say(shortened(text));
    }
  }

  private void undelivered(MalformedLine line) {
    undelivered++;
    if (undelivered <= SHOWN_UNDELIVERED) {
      console.say(
          "line %d looks like a record, but cannot be read: %s"
              .formatted(line.number(), line.reason()));
    }
  }

  private void detail(String text) {
    if (verbose) {
      text.lines().map(TextTable::printable).forEach(console::say);
    }
  }

  private String describe(ErrorTrace.ConnectorError error) {
    var type = Objects.requireNonNullElse(error.failureType(), FailureType.SYSTEM_ERROR);
    var stream = error.streamDescriptor();
    var text = new StringBuilder(type.name().toLowerCase(Locale.ROOT).replace('_', ' '));
    if (stream != null) {
      text.append(" of the stream ").append(stream);
    }
    text.append(": ").append(shortened(error.message()));
    if (verbose) {
      for (var more : new String[] {error.internalMessage(), error.stackTrace()}) {
        if (more != null) {
          more.lines().map(TextTable::printable).forEach(l -> text.append("\n    ").append(l));
        }
      }
    }
    return text.toString();
  }

  private static String shortened(String text) {
    var line = TextTable.printable(text);
    return line.length() <= SHOWN_CHARS ? line : line.substring(0, SHOWN_CHARS) + "…";
  }
}
