package io.lasius.server.job;

import io.lasius.replication.FailureReason;
import io.micronaut.data.annotation.Embeddable;
import io.micronaut.data.annotation.EmbeddedId;
import io.micronaut.data.annotation.MappedEntity;
import io.micronaut.data.annotation.MappedProperty;
import io.micronaut.data.model.DataType;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One try at a job.
 *
 * @param leaseEpoch of the job's lease under which it runs
 * @param engine the engine that its containers are on
 * @param failures what went wrong, the first first
 * @param differences where somebody counted otherwise
 */
@MappedEntity("attempt")
public record Attempt(
    @EmbeddedId AttemptId id,
    AttemptStatus status,
    long leaseEpoch,
    String engine,
    Instant startedAt,
    @Nullable Instant endedAt,
    @MappedProperty(type = DataType.STRING, converter = FailuresConverter.class)
        List<FailureReason> failures,
    @MappedProperty(type = DataType.STRING, converter = SentencesConverter.class)
        List<String> differences) {
  public Attempt {
    failures = List.copyOf(failures);
    differences = List.copyOf(differences);
  }

  static Attempt begun(AttemptId id, long leaseEpoch, String engine, Instant now) {
    return new Attempt(
        id, AttemptStatus.RUNNING, leaseEpoch, engine, now, null, List.of(), List.of());
  }

  /**
   * Which one.
   *
   * @param number from 0
   */
  @Embeddable
  public record AttemptId(
      @MappedProperty("job_id") long jobId, @MappedProperty("number") int number) {}
}
