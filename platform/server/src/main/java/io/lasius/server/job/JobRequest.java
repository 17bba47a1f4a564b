package io.lasius.server.job;

import io.lasius.protocol.catalog.StreamDescriptor;
import io.lasius.server.connection.Connection;
import io.lasius.server.http.Form;
import io.lasius.server.http.Problem;
import io.lasius.server.http.Required;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A job on its way in.
 *
 * @param streams those to refresh or to clear; all where there are none
 * @param refreshMode {@code merge}, which is the default, or {@code truncate}
 * @param dryRun whether only to answer what would become of the streams
 */
record JobRequest(
    @Nullable UUID connectionId,
    @Form(oneOf = {"sync", "refresh", "reset", "clear"}) @Nullable String jobType,
    @Nullable List<StreamName> streams,
    @Form(oneOf = {"merge", "truncate"}) @Nullable String refreshMode,
    @Nullable Boolean dryRun) {

  /** A stream on the wire; its namespace is needed only where two have the name. */
  record StreamName(@Nullable String streamName, @Nullable String streamNamespace) {}

  /**
   * What is asked for.
   *
   * @throws io.lasius.server.http.ProblemException 400 where it makes no sense; 409 where a stream
   *     that is to be refreshed is paused
   */
  JobWork work(Connection connection) {
    var type = type();
    if (type == JobType.SYNC) {
      if (streams != null && !streams.isEmpty()) {
        throw Problem.badRequest(
                "a sync is of all streams of the connection; streams can be listed to be refreshed or reset")
            .asException();
      }
      return JobWork.SYNC;
    }
    var possible = type.refreshes() ? connection.syncedNames() : connection.descriptors();
    var listed =
        streams == null || streams.isEmpty()
            ? possible
            : streams.stream().map(stream -> find(connection, stream)).distinct().toList();
    listed.stream()
        .filter(stream -> !possible.contains(stream))
        .findFirst()
        .ifPresent(stream -> {
          throw Problem.stateConflict(
                  "stream '%s' is paused, since its source changed, and so cannot be refreshed"
                      .formatted(stream))
              .asException();
        });
    if (listed.isEmpty()) {
      throw Problem.badRequest(
              "the connection '%s' has no streams for that".formatted(connection.name()))
          .asException();
    }
    return new JobWork(type, listed);
  }

  /** What kind of job it is to be. */
  JobType type() {
    var name = Required.of("jobType", jobType);
    var types = JobType.named(name);
    if (types.isEmpty()) {
      throw Problem.badRequest(
              "jobType is '%s', but must be sync, refresh, or reset (clear is the same)"
                  .formatted(name))
          .asException();
    }
    var type = types.getFirst();
    if (!type.refreshes() && refreshMode != null) {
      throw Problem.badRequest("refreshMode is for jobs of type refresh").asException();
    }
    return type.refreshes() ? refreshType() : type;
  }

  private JobType refreshType() {
    if (refreshMode == null || refreshMode.equalsIgnoreCase("merge")) {
      return JobType.REFRESH_MERGE;
    }
    if (refreshMode.equalsIgnoreCase("truncate")) {
      return JobType.REFRESH_TRUNCATE;
    }
    throw Problem.badRequest(
            "refreshMode is '%s', but must be merge or truncate".formatted(refreshMode))
        .asException();
  }

  private static StreamDescriptor find(Connection connection, StreamName wanted) {
    return connection.named(
        Required.of("streams.streamName", wanted.streamName()), wanted.streamNamespace());
  }
}
