package io.lasius.server.notification;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lasius.replication.FailureReason;
import io.lasius.replication.Verdict;
import io.lasius.server.amount.Amounts;
import io.lasius.server.connection.Connection;
import io.lasius.server.job.JobSummary;
import io.lasius.server.workspace.NotificationKind;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What became of a job. */
record JobNews(Delivery delivery, JobSummary summary) {
  /** Puts the facts into {@code data}, and gives them in a sentence. */
  String tell(Connection connection, ObjectNode data) {
    var begun = summary.job().createdAt();
    data.put("jobType", summary.jobType()).put("startedAt", begun.toString());
    if (delivery.attempt() != null) {
      data.put("attempt", delivery.attempt());
    }
    var subject = "%s of '%s' (job %d)".formatted(capital(), connection.name(), delivery.jobId());
    if (delivery.kind() == NotificationKind.STARTED) {
      return subject + " started";
    }
    var took = Duration.between(begun, delivery.createdAt());
    data.put("finishedAt", delivery.createdAt().toString())
        .put("durationInSeconds", took.toSeconds())
        .put("durationFormatted", Amounts.time(took))
        .put("attempts", summary.attempts());
    putCounts(data);
    var failure = failure();
    var verdict = summary.attempt() == null ? null : summary.attempt().verdict();
    putOutcome(data, failure, verdict);
    return "%s %s".formatted(subject, outcome(took, failure, verdict));
  }

  private String capital() {
    var type = summary.jobType();
    return type.substring(0, 1).toUpperCase(Locale.ROOT) + type.substring(1);
  }

  private void putCounts(ObjectNode data) {
    data.put("recordsEmitted", summary.emitted().records())
        .put("bytesEmitted", summary.emitted().bytes())
        .put("bytesEmittedFormatted", Amounts.bytes(summary.emitted().bytes()))
        .put("recordsCommitted", summary.committed().records())
        .put("bytesCommitted", summary.committed().bytes())
        .put("bytesCommittedFormatted", Amounts.bytes(summary.committed().bytes()))
        .put("recordsFilteredOut", summary.filtered().records())
        .put("bytesFilteredOut", summary.filtered().bytes());
  }

  /** What went wrong first in the last attempt; of a job that ended well, nothing did. */
  private @Nullable FailureReason failure() {
    var attempt = summary.attempt();
    return attempt == null || attempt.failures().isEmpty() || isSuccess()
        ? null
        : attempt.failures().getFirst();
  }

  private boolean isSuccess() {
    return delivery.kind() == NotificationKind.SUCCESS;
  }

  /** Airbyte's summary has its success under two names. */
  private void putOutcome(
      ObjectNode data, @Nullable FailureReason failure, @Nullable Verdict verdict) {
    data.put("success", isSuccess()).put("isSuccess", isSuccess());
    if (failure != null) {
      data.put("errorMessage", failure.message())
          .put("errorType", lower(failure.type()))
          .put("errorOrigin", lower(failure.origin()));
    }
    if (verdict != null) {
      var told = data.putObject("verdict").put("kind", lower(verdict.kind()));
      verdict.reasons().forEach(told.putArray("reasons")::add);
    }
  }

  private String outcome(
      Duration took, @Nullable FailureReason failure, @Nullable Verdict verdict) {
    var committed =
        "%s committed in %s"
            .formatted(Amounts.count(summary.committed().records(), "record"), Amounts.time(took));
    var error =
        failure == null
            ? ""
            : ": %s, %s: %s"
                .formatted(lower(failure.origin()), lower(failure.type()), failure.message());
    return switch (delivery.kind()) {
      case SUCCESS ->
          "succeeded: " + committed + (verdict == null ? "" : ", " + lower(verdict.kind()));
      case INCOMPLETE ->
          "is tried again after attempt %d failed (%s)%s"
              .formatted(summary.attempts(), committed, error);
      case CANCELLED -> "was cancelled (%s)".formatted(committed);
      default ->
          "failed after %s (%s)%s"
              .formatted(Amounts.count(summary.attempts(), "attempt"), committed, error);
    };
  }

  private static String lower(Enum<?> word) {
    return word.name().toLowerCase(Locale.ROOT);
  }
}
