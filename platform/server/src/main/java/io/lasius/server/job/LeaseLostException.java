package io.lasius.server.job;

/** Another server has taken the job; this one must end what it runs of it, and store nothing. */
public final class LeaseLostException extends Exception {
  private static final long serialVersionUID = 1;

  LeaseLostException(JobLease lease) {
    super(
        "job %d, attempt %d was taken over by another server"
            .formatted(lease.jobId(), lease.attempt().number()));
  }
}
