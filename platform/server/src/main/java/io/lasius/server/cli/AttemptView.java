package io.lasius.server.cli;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * An attempt, as the API tells it.
 *
 * @param attempt its number in its job, from 0
 * @param status running, succeeded, failed or cancelled
 * @param differences sentences about counts that do not agree
 * @param verdict null while it runs, and where its server was lost
 */
record AttemptView(
    int attempt,
    String status,
    List<StreamView> streams,
    List<String> differences,
    List<FailureView> failures,
    List<ContainerView> containers,
    @Nullable VerdictView verdict) {
  AttemptView {
    streams = streams == null ? List.of() : List.copyOf(streams);
    differences = differences == null ? List.of() : List.copyOf(differences);
    failures = failures == null ? List.of() : List.copyOf(failures);
    containers = containers == null ? List.of() : List.copyOf(containers);
  }

  /** The counts of a stream, in records and bytes. */
  record StreamView(
      String name,
      @Nullable String namespace,
      long recordsEmitted,
      long bytesEmitted,
      long recordsFiltered,
      long recordsRejected,
      long recordsCommitted,
      long bytesCommitted) {
    String fullName() {
      return namespace == null ? name : namespace + "." + name;
    }
  }

  /**
   * Whether the counts prove that nothing is missing.
   *
   * @param kind verified, unverified or mismatch
   * @param reasons one sentence each
   */
  record VerdictView(String kind, List<String> reasons) {
    VerdictView {
      reasons = reasons == null ? List.of() : List.copyOf(reasons);
    }

    boolean mismatch() {
      return kind.equals("mismatch");
    }
  }

  /** Why it failed. */
  record FailureView(String origin, String type, String message) {}

  /** One of its two containers. */
  record ContainerView(String role, String name, String state) {}

  /** Those of a job, in order. */
  static List<AttemptView> of(PlatformClient platform, long job) throws InterruptedException {
    return platform.list("the attempts", "/jobs/%d/attempts".formatted(job)).stream()
        .map(attempt -> PlatformClient.bind(attempt, AttemptView.class))
        .toList();
  }

  long recordsEmitted() {
    return streams.stream().mapToLong(StreamView::recordsEmitted).sum();
  }

  long recordsCommitted() {
    return streams.stream().mapToLong(StreamView::recordsCommitted).sum();
  }

  long bytesEmitted() {
    return streams.stream().mapToLong(StreamView::bytesEmitted).sum();
  }

  long bytesCommitted() {
    return streams.stream().mapToLong(StreamView::bytesCommitted).sum();
  }

  /** Left out by a filter, or set aside by a check. */
  long recordsKeptBack() {
    return streams.stream().mapToLong(s -> s.recordsFiltered() + s.recordsRejected()).sum();
  }

  /** Whether every record that was to come is committed, and nothing was found that disagrees. */
  boolean countsAgree() {
    return differences.isEmpty() && (verdict == null || !verdict.mismatch()) && allCommitted();
  }

  /** Whether every record that was not kept back is committed. */
  boolean allCommitted() {
    return streams.stream()
        .allMatch(s ->
            s.recordsEmitted() - s.recordsFiltered() - s.recordsRejected() == s.recordsCommitted());
  }

  /** As in: source running, destination created. */
  String containerStates() {
    return containers.stream()
        .map(container -> container.role() + " " + container.state())
        .collect(Collectors.joining(", "));
  }

  boolean running() {
    return status.equals("running");
  }

  boolean failed() {
    return status.equals("failed");
  }

  /** How it ended and why, one reason a line; or that it runs. */
  String ending(long job) {
    var text = new StringBuilder("job %d, attempt %d: %s".formatted(job, attempt + 1, status));
    if (verdict != null) {
      text.append(", ").append(verdict.kind());
      verdict.reasons().forEach(line -> text.append("\n  ").append(TextTable.printable(line)));
    }
    failureText().lines().forEach(line -> text.append("\n  ").append(line));
    return text.toString();
  }

  /** Why it failed, one a line. */
  String failureText() {
    return failures.stream()
        .map(f -> "%s, %s: %s".formatted(f.origin(), f.type(), TextTable.printable(f.message())))
        .collect(Collectors.joining("\n"));
  }
}
