package io.lasius.server.job;

import io.lasius.server.http.Problem;
import io.lasius.server.job.IdempotencyKey.KeyId;
import io.micronaut.transaction.TransactionDefinition;
import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Requests for jobs that may be sent again, and make one job all the same. */
@Singleton
class IdempotencyKeys {
  /** How long a key is remembered; clients give up long before. */
  private static final Duration AGE = Duration.ofHours(24);

  static final int MAX_LENGTH = 255;

  private final IdempotencyKeyStore store;
  private final JobStore jobs;

  IdempotencyKeys(IdempotencyKeyStore store, JobStore jobs) {
    this.store = store;
    this.jobs = jobs;
  }

  /** A request with its caller's name for it, and what it asks for. */
  record KeyedRequest(KeyId id, UUID connectionId, JobWork work) {
    /**
     * Of a header.
     *
     * @param header null where there is none
     * @return null where there is none
     */
    static @Nullable KeyedRequest of(
        @Nullable String header, UUID userId, UUID connectionId, JobWork work) {
      if (header == null) {
        return null;
      }
      if (header.isBlank() || header.length() > MAX_LENGTH) {
        throw Problem.badRequest(
                "the header Idempotency-Key has %d characters, but must have 1 to %d"
                    .formatted(header.strip().length(), MAX_LENGTH))
            .asException();
      }
      return new KeyedRequest(new KeyId(userId, header), connectionId, work);
    }

    /** Tells requests apart. */
    private String text() {
      return "%s of %s: %s".formatted(work.type(), connectionId, work.streams());
    }
  }

  /**
   * The job that the request made within the last day.
   *
   * @throws io.lasius.server.http.ProblemException 409 where another request had that name
   */
  Optional<Job> madeBy(KeyedRequest request) {
    var oldest = jobs.now().minus(AGE);
    var known = store.findById(request.id()).filter(key -> !key.createdAt().isBefore(oldest));
    if (known.filter(key -> !key.request().equals(request.text())).isPresent()) {
      throw Problem.stateConflict(
              "the Idempotency-Key '%s' was used for another request, which made job %d"
                  .formatted(request.id().name(), known.get().jobId()))
          .asException();
    }
    return known.flatMap(key -> jobs.findById(key.jobId()));
  }

  /** Remembers it, in the transaction that makes its job. */
  @Transactional(propagation = TransactionDefinition.Propagation.MANDATORY)
  void keep(KeyedRequest request, Job job) {
    store.deleteBefore(job.createdAt().minus(AGE));
    store.save(new IdempotencyKey(request.id(), request.text(), job.number(), job.createdAt()));
  }
}
