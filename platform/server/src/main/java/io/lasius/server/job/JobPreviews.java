package io.lasius.server.job;

import io.lasius.server.connection.Connection;
import io.lasius.server.connection.StreamKey;
import io.lasius.server.job.JobPreview.StreamPreview;
import io.lasius.server.state.ConnectionStateStore;
import io.micronaut.transaction.annotation.ReadOnly;
import jakarta.inject.Singleton;

/** Says what a job would do. */
@Singleton
class JobPreviews {
  private final Generations generations;
  private final GenerationStore store;
  private final ConnectionStateStore states;
  private final JobStore jobs;

  JobPreviews(
      Generations generations, GenerationStore store, ConnectionStateStore states, JobStore jobs) {
    this.generations = generations;
    this.store = store;
    this.states = states;
    this.jobs = jobs;
  }

  /** By the data as it is now; nothing is changed. */
  @ReadOnly
  JobPreview of(Connection connection, JobWork work) {
    var job = Job.of(connection.id(), work, jobs.now());
    var streams =
        generations.fates(connection, job).entrySet().stream()
            .map(fate -> {
              var stream = fate.getKey().descriptor();
              return new StreamPreview(
                  stream.name(),
                  stream.namespace(),
                  effect(work.type(), fate.getValue()),
                  states.generation(connection.id(), stream),
                  store.records(connection.id(), StreamKey.of(stream)));
            })
            .toList();
    return new JobPreview(connection.id(), work.type().publicName(), true, streams);
  }

  private static String effect(JobType type, Generations.Fate fate) {
    if (type == JobType.CLEAR) {
      return "cleared";
    }
    if (!fate.begins()) {
      return "continued";
    }
    return fate.replaces() ? "replaced" : "kept";
  }
}
