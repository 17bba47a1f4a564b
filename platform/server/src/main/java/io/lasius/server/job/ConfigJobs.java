package io.lasius.server.job;

import io.lasius.server.job.ConfigJobWire.AttemptInfo;
import io.lasius.server.job.ConfigJobWire.JobInfo;
import io.lasius.server.job.ConfigJobWire.JobRead;
import io.lasius.server.job.ConfigJobWire.JobWithAttempts;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Puts jobs together as Airbyte's configuration API shows them: each has one attempt at least. */
@Singleton
final class ConfigJobs {
  private final AttemptStore attempts;
  private final AttemptStreams streams;
  private final ConfigLogs logs;

  ConfigJobs(AttemptStore attempts, AttemptStreams streams, ConfigLogs logs) {
    this.attempts = attempts;
    this.streams = streams;
    this.logs = logs;
  }

  /**
   * A job with its attempts and their logs.
   *
   * @param logBytes so much of each log at most
   */
  JobInfo info(Job job, int logBytes) throws IOException, InterruptedException {
    var infos = new ArrayList<AttemptInfo>();
    for (var attempt : attempts(job)) {
      infos.add(withLog(job, attempt, logBytes));
    }
    return new JobInfo(JobRead.of(job), infos);
  }

  /** One attempt of a job; none where there is none of that number. */
  Optional<AttemptInfo> attempt(Job job, int number, int logBytes)
      throws IOException, InterruptedException {
    var found = attempts(job).stream().filter(attempt -> attempt.id() == number).findFirst();
    return found.isEmpty() ? Optional.empty() : Optional.of(withLog(job, found.get(), logBytes));
  }

  /** A job without what was logged. */
  JobWithAttempts withoutLogs(Job job) {
    return new JobWithAttempts(JobRead.of(job), attempts(job));
  }

  private AttemptInfo withLog(Job job, ConfigAttempt attempt, int logBytes)
      throws IOException, InterruptedException {
    var id = new Attempt.AttemptId(job.number(), attempt.id());
    return AttemptInfo.of(attempt, logs.lines(id, logBytes));
  }

  private List<ConfigAttempt> attempts(Job job) {
    var made = attempts.ofJob(job.number());
    if (made.isEmpty()) {
      return List.of(ConfigAttempt.awaited(job));
    }
    var counts = streams.of(job.number(), made);
    return made.stream()
        .map(attempt ->
            ConfigAttempt.of(job, attempt, counts.getOrDefault(attempt.id().number(), List.of())))
        .toList();
  }
}
