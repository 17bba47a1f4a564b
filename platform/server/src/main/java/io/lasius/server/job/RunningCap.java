package io.lasius.server.job;

import io.lasius.server.QueueSettings;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.function.Function;

/**
 * How many jobs of one source, destination or workspace run at once.
 *
 * @param most 0 for any number
 */
record RunningCap(
    int most, String kind, Function<QueueEntry, UUID> id, Function<QueueEntry, String> name) {
  static List<RunningCap> of(QueueSettings settings) {
    return List.of(
        new RunningCap(
            settings.perSource(), "source", QueueEntry::sourceId, QueueEntry::sourceName),
        new RunningCap(
            settings.perDestination(),
            "destination",
            QueueEntry::destinationId,
            QueueEntry::destinationName),
        new RunningCap(
            settings.perWorkspace(),
            "workspace",
            QueueEntry::workspaceId,
            QueueEntry::workspaceName));
  }

  boolean reached(QueueEntry entry, List<QueueEntry> running) {
    return most > 0
        && running.stream().filter(other -> id.apply(other).equals(id.apply(entry))).count()
            >= most;
  }

  String text(QueueEntry entry) {
    return "the end of a job of the %s '%s', of which %d may run at once (LASIUS_MAX_RUNNING_JOBS_PER_%s)"
        .formatted(kind, name.apply(entry), most, kind.toUpperCase(Locale.ROOT));
  }
}
