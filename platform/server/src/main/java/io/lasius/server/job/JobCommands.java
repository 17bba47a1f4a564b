package io.lasius.server.job;

import io.lasius.server.connection.Connection;
import jakarta.inject.Singleton;
import java.time.Duration;

/** What somebody asks of jobs over HTTP, in whatever form: that one be made, or end. */
@Singleton
final class JobCommands {
  /** Clients wait 5 s at most for an answer. */
  private static final Duration CANCEL_WAIT = Duration.ofSeconds(2);

  private final Jobs jobs;
  private final DestinationAbilities abilities;
  private final RunningAttempts running;
  private final JobAbandonment abandonment;

  JobCommands(
      Jobs jobs,
      DestinationAbilities abilities,
      RunningAttempts running,
      JobAbandonment abandonment) {
    this.jobs = jobs;
    this.abilities = abilities;
    this.running = running;
    this.abandonment = abandonment;
  }

  /**
   * What a request asks for.
   *
   * @throws io.lasius.server.http.ProblemException 400 or 409 where it makes no sense; 422 where
   *     the destination cannot do it
   */
  JobWork work(Connection connection, JobRequest request) throws InterruptedException {
    var work = request.work(connection);
    abilities.require(connection, work.type());
    return work;
  }

  /**
   * Makes a job of it, which may begin at once.
   *
   * @throws io.lasius.server.http.ProblemException as {@link #work} does; 409 while another one
   *     runs, or if the connection is not active
   */
  Job start(Connection connection, JobRequest request) throws InterruptedException {
    return jobs.create(connection, work(connection, request));
  }

  /**
   * Asks for a job's end. What was committed stays committed. It does not wait long for the end.
   *
   * @param force also where no server can reach the job's containers, which may then still be there
   * @return the job after that
   * @throws io.lasius.server.http.ProblemException 404, or 409 if it has ended
   */
  Job cancel(long jobId, boolean force) throws InterruptedException {
    jobs.cancel(jobId);
    var attempt = running.find(jobId);
    if (attempt.isPresent()) {
      attempt.get().awaitEnd(CANCEL_WAIT);
    } else if (force && jobs.get(jobId).status() == JobStatus.RUNNING) {
      abandonment.end(jobId);
    }
    return jobs.get(jobId);
  }
}
