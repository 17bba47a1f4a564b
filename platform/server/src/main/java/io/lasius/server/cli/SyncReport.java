package io.lasius.server.cli;

import io.lasius.server.amount.Amounts;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** What a sync moved and how it ended, for people. */
final class SyncReport {
  private static final int SHOWN_REASONS = 5;

  private final SyncWatch.Ended ended;

  SyncReport(SyncWatch.Ended ended) {
    this.ended = ended;
  }

  /** The counts of its last attempt and what they prove, with an end of line. */
  String text(Duration took, int width) {
    if (ended.attempts().isEmpty()) {
      return "no attempt was made\n";
    }
    var attempt = ended.attempts().getLast();
    return counts(attempt, took).text(width) + earlier(attempt) + verdict(attempt);
  }

  private static TextTable counts(AttemptView attempt, Duration took) {
    var table =
        new TextTable("stream", "emitted", "committed", "bytes", "took")
            .numbers("emitted", "committed", "bytes", "took");
    for (var stream : attempt.streams()) {
      table.row(
          stream.fullName(),
          Amounts.count(stream.recordsEmitted()),
          Amounts.count(stream.recordsCommitted()),
          Amounts.bytes(stream.bytesCommitted()),
          "");
    }
    table.row(
        "all",
        Amounts.count(attempt.recordsEmitted()),
        Amounts.count(attempt.recordsCommitted()),
        Amounts.bytes(attempt.bytesCommitted()),
        Amounts.time(took));
    return table;
  }

  private String earlier(AttemptView last) {
    if (ended.attempts().size() == 1) {
      return "";
    }
    var committed =
        ended.attempts().stream().mapToLong(AttemptView::recordsCommitted).sum()
            - last.recordsCommitted();
    return "%s before this one had committed %s\n"
        .formatted(
            Amounts.count(ended.attempts().size() - 1L, "attempt"),
            Amounts.count(committed, "record"));
  }

  private String verdict(AttemptView attempt) {
    var text = new StringBuilder();
    if (ended.complete()) {
      text.append(completeness(attempt)).append('\n');
    }
    var verdict = attempt.verdict();
    if (verdict != null) {
      text.append("Verdict: ").append(verdict.kind()).append('\n');
      verdict.reasons().stream()
          .limit(SHOWN_REASONS)
          .forEach(reason -> text.append("  ").append(TextTable.printable(reason)).append('\n'));
    }
    return text.toString();
  }

  private static String completeness(AttemptView attempt) {
    if (attempt.recordsEmitted() == 0) {
      return "Nothing new: the source has no record that was not committed before.";
    }
    return attempt.recordsKeptBack() == 0
        ? "Every record is committed."
        : "Every record is committed but for %s, which filters and checks kept back."
            .formatted(Amounts.count(attempt.recordsKeptBack()));
  }

  /**
   * Does nothing where all that was read is committed.
   *
   * @throws CliException where it is not, with all that is known of the reason
   */
  void requireComplete() {
    if (ended.complete()) {
      return;
    }
    var text =
        new StringBuilder(
            "the sync did not end well: job %d %s".formatted(ended.job(), ended.status()));
    if (!ended.attempts().isEmpty()) {
      var attempt = ended.attempts().getLast();
      attempt.failureText().lines().forEach(line -> text.append("\n  ").append(line));
      doubts(attempt).forEach(line -> text.append("\n  ").append(TextTable.printable(line)));
      if (!attempt.allCommitted()) {
        text.append(
            "\n  %s of %s are committed"
                .formatted(
                    Amounts.count(attempt.recordsCommitted()),
                    Amounts.count(attempt.recordsEmitted(), "record")));
      }
    }
    text.append("\n  ./lasius logs %d shows its log".formatted(ended.job()));
    throw CliException.failed(text.toString());
  }

  /** What somebody counted otherwise, each once. */
  private static List<String> doubts(AttemptView attempt) {
    var verdict = attempt.verdict();
    var reasons = verdict != null && verdict.mismatch() ? verdict.reasons() : List.<String>of();
    return Stream.concat(attempt.differences().stream(), reasons.stream())
        .distinct()
        .limit(SHOWN_REASONS)
        .toList();
  }
}
