package io.lasius.server.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Finds how all connections stand: a few requests for all of them, and for each one more for the
 * attempts at its last job, for its schedule where it has one, and for that job where it has not
 * ended.
 */
final class Standings {
  private final PlatformClient platform;

  Standings(PlatformClient platform) {
    this.platform = platform;
  }

  List<Standing> find() throws InterruptedException {
    var workspaces =
        new Named(platform)
            .all("workspace").stream()
                .collect(Collectors.toMap(Named.Thing::id, Named.Thing::name));
    var connections = new ArrayList<ConnectionView>();
    for (var json : platform.all("the connections", "/connections")) {
      connections.add(PlatformClient.bind(json, ConnectionView.class));
    }
    var jobs =
        new NewestJobs(platform)
            .of(connections.stream().map(ConnectionView::connectionId).toList());
    var standings = new ArrayList<Standing>();
    for (var connection : connections) {
      standings.add(standing(connection, workspaces, jobs.get(connection.connectionId())));
    }
    return standings;
  }

  private Standing standing(
      ConnectionView connection, Map<String, String> workspaces, @Nullable JobView newest)
      throws InterruptedException {
    var workspace = workspaces.getOrDefault(connection.workspaceId(), connection.workspaceId());
    var nextRun = connection.scheduled() ? nextRun(connection.connectionId()) : null;
    if (newest == null) {
      return new Standing(connection, workspace, nextRun, null, List.of());
    }
    var job = newest.ended() ? newest : whole(newest);
    return new Standing(connection, workspace, nextRun, job, AttemptView.of(platform, job.jobId()));
  }

  /** A list does not tell what a job waits for. */
  private JobView whole(JobView job) throws InterruptedException {
    return PlatformClient.bind(platform.get("the job", "/jobs/" + job.jobId()), JobView.class);
  }

  private @Nullable String nextRun(String connection) throws InterruptedException {
    JsonNode next =
        platform
            .get("the schedule", "/connections/%s/schedule?count=1".formatted(connection))
            .path("next")
            .path(0);
    return next.isMissingNode() ? null : next.asText();
  }
}
