package io.lasius.server.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lasius.protocol.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a connection stands.
 *
 * @param workspace the name of its workspace
 * @param nextRun when it is due; null where it is not scheduled, or nothing is due
 * @param job its last one; null where it has none
 * @param attempts at that job, in order
 */
record Standing(
    ConnectionView connection,
    String workspace,
    @Nullable String nextRun,
    @Nullable JobView job,
    List<AttemptView> attempts) {
  Standing {
    attempts = List.copyOf(attempts);
  }

  /** Whether nobody needs to look at it. */
  boolean fine() {
    var stopped = !connection.active() && connection.statusReason() != null;
    return !stopped && (job == null || !job.failed()) && !doubted();
  }

  /** What the last job ended with, or does. */
  String result() {
    if (job == null) {
      return "no job yet";
    }
    var type = job.jobType().equals(JobView.SYNC) ? "" : job.jobType() + " ";
    return last()
        .map(AttemptView::verdict)
        .filter(_ -> job.status().equals("succeeded"))
        .map(verdict -> "%s%s, %s".formatted(type, job.status(), verdict.kind()))
        .orElse(type + job.status());
  }

  /**
   * What is wrong or is waited for, and whose fault it is, as in: source: the password is wrong.
   * Empty where there is nothing to say.
   */
  String cause() {
    var sentences = new ArrayList<String>();
    var reason = connection.statusReason();
    if (reason != null) {
      sentences.add(connection.active() ? reason : connection.status() + ": " + reason);
    }
    if (job != null && !job.ended() && job.waitsFor() != null) {
      sentences.add("waits for " + job.waitsFor());
    }
    failedAttempt()
        .flatMap(attempt -> attempt.failures().stream().findFirst())
        .ifPresent(failure -> sentences.add(failure.origin() + ": " + failure.message()));
    if (doubted()) {
      last()
          .map(AttemptView::verdict)
          .flatMap(verdict -> verdict.reasons().stream().findFirst())
          .ifPresent(sentences::add);
    }
    return String.join("; ", sentences);
  }

  /** The command that tells more; none where all is well. */
  Optional<String> command() {
    return job != null && (failedAttempt().isPresent() || doubted())
        ? Optional.of(job.logs())
        : Optional.empty();
  }

  /** As the API has its parts. */
  ObjectNode json() {
    var node = Json.mapper().<ObjectNode>valueToTree(connection);
    node.put("workspace", workspace);
    node.put("nextRun", nextRun);
    node.put("fine", fine());
    node.set("lastJob", Json.mapper().valueToTree(job));
    node.set("lastAttempt", Json.mapper().valueToTree(last().orElse(null)));
    node.put("cause", cause());
    node.put("nextCommand", command().orElse(null));
    return node;
  }

  /** That of the job which failed, or will be tried again. */
  private Optional<AttemptView> failedAttempt() {
    if (job == null || (job.ended() && !job.failed())) {
      return Optional.empty();
    }
    return attempts.reversed().stream().filter(AttemptView::failed).findFirst();
  }

  private boolean doubted() {
    return job != null
        && job.status().equals("succeeded")
        && last().map(AttemptView::verdict).filter(AttemptView.VerdictView::mismatch).isPresent();
  }

  private Optional<AttemptView> last() {
    return attempts.isEmpty() ? Optional.empty() : Optional.of(attempts.getLast());
  }
}
