package io.lasius.server.cli;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds the last job of connections, whatever its type. */
final class NewestJobs {
  /** The API lists syncs and resets together, and refreshes where they are asked for. */
  private static final List<String> TYPES = List.of("", "&jobType=refresh");

  private static final String NEWEST_FIRST = "/jobs?orderBy=createdAt%7CDESC";
  private static final int PAGE = 100;

  private final PlatformClient platform;

  NewestJobs(PlatformClient platform) {
    this.platform = platform;
  }

  /** That of one connection; none where it has no job. */
  Optional<JobView> of(String connection) throws InterruptedException {
    var newest = new HashMap<String, JobView>();
    for (var type : TYPES) {
      ask(type, connection).ifPresent(job -> newest.merge(connection, job, NewestJobs::newer));
    }
    return Optional.ofNullable(newest.get(connection));
  }

  /**
   * Those of many. A look at the newest jobs of all tells most of them; a connection that has none
   * there is asked for by itself.
   */
  Map<String, JobView> of(Collection<String> connections) throws InterruptedException {
    var newest = new HashMap<String, JobView>();
    for (var type : TYPES) {
      ofType(type, connections).forEach((id, job) -> newest.merge(id, job, NewestJobs::newer));
    }
    return newest;
  }

  private Map<String, JobView> ofType(String type, Collection<String> connections)
      throws InterruptedException {
    var found = new HashMap<String, JobView>();
    var page = list(type + "&limit=" + PAGE);
    page.forEach(job -> found.putIfAbsent(job.connectionId(), job));
    if (page.size() == PAGE) {
      for (var connection : connections) {
        if (!found.containsKey(connection)) {
          ask(type, connection).ifPresent(job -> found.put(connection, job));
        }
      }
    }
    return found;
  }

  /** Jobs are numbered as they are made. */
  private static JobView newer(JobView one, JobView other) {
    return one.jobId() > other.jobId() ? one : other;
  }

  private Optional<JobView> ask(String type, String connection) throws InterruptedException {
    return list("%s&limit=1&connectionId=%s".formatted(type, connection)).stream().findFirst();
  }

  private List<JobView> list(String filter) throws InterruptedException {
    return platform.list("the jobs", NEWEST_FIRST + filter).stream()
        .map(job -> PlatformClient.bind(job, JobView.class))
        .toList();
  }
}
