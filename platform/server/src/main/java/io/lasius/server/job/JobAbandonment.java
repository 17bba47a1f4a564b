package io.lasius.server.job;

import io.lasius.protocol.message.FailureType;
import io.lasius.replication.FailureOrigin;
import io.lasius.replication.FailureReason;
import io.lasius.server.Installation;
import io.lasius.server.ServerSettings;
import io.lasius.server.http.Problem;
import jakarta.inject.Singleton;

/**
 * Ends a job whose server is lost and whose engine nobody reaches. Its containers may still be
 * there, and write; that is for whoever asks for it to know. A server that starts on that engine,
 * or the next attempt of the connection there, removes them.
 */
@Singleton
class JobAbandonment {
  private final JobClaims claims;
  private final Jobs jobs;
  private final AttemptResults results;
  private final Installation installation;
  private final ServerSettings settings;

  JobAbandonment(
      JobClaims claims,
      Jobs jobs,
      AttemptResults results,
      Installation installation,
      ServerSettings settings) {
    this.claims = claims;
    this.jobs = jobs;
    this.results = results;
    this.installation = installation;
    this.settings = settings;
  }

  /**
   * Ends it, where its end was asked for before.
   *
   * @throws io.lasius.server.http.ProblemException 409 while a server runs it
   */
  void end(long jobId) {
    var lease = claims.takeAbandoned(jobId, installation.server(), settings.lease());
    try {
      if (lease.isPresent()) {
        results.lost(lease.get(), abandoned());
      } else if (jobs.find(jobId).filter(job -> !job.status().ended()).isPresent()) {
        throw running(jobId).asException();
      }
    } catch (LeaseLostException e) {
      throw running(jobId).asException(e);
    }
  }

  private static Problem running(long jobId) {
    return Problem.stateConflict(
        "job %d is run by a server that lives, and was asked to end; it needs no force"
            .formatted(jobId));
  }

  private static FailureReason abandoned() {
    return FailureReason.now(
        FailureOrigin.PLATFORM,
        FailureType.TRANSIENT_ERROR,
        "the server that ran this attempt was lost, and the job was ended by force; its containers may still be on their engine",
        "");
  }
}
