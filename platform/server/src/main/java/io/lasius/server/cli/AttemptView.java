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
 */
record AttemptView(
    int attempt,
    String status,
    List<StreamView> streams,
    List<String> differences,
    List<FailureView> failures,
    List<ContainerView> containers) {
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
      long recordsCommitted,
      long bytesCommitted) {
    String fullName() {
      return namespace == null ? name : namespace + "." + name;
    }
  }

  /** Why it failed. */
  record FailureView(String origin, String type, String message) {}

  /** One of its two containers. */
  record ContainerView(String role, String name, String state) {}

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

  /** Whether every record that was to come is committed, and nothing was found that disagrees. */
  boolean countsAgree() {
    return differences.isEmpty()
        && streams.stream()
            .allMatch(s -> s.recordsEmitted() - s.recordsFiltered() == s.recordsCommitted());
  }

  /** As in: source running, destination created. */
  String containerStates() {
    return containers.stream()
        .map(container -> container.role() + " " + container.state())
        .collect(Collectors.joining(", "));
  }

  /** Why it failed, one a line. */
  String failureText() {
    return failures.stream()
        .map(f -> "%s, %s: %s".formatted(f.origin(), f.type(), TextTable.printable(f.message())))
        .collect(Collectors.joining("\n"));
  }
}
