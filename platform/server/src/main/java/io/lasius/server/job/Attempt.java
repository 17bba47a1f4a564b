package io.lasius.server.job;

import io.lasius.replication.FailureReason;
import io.lasius.replication.ReplicationReport;
import io.lasius.replication.Verdict;
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
 * @param verdict what the counts prove; null before its end, and where its server was lost
 * @param unconfiguredRecords records of streams that are not configured: not sent
 * @param unattributedRecords lines that look like records and tell no stream: not sent
 * @param sourceErrors lines that the source logged as errors
 * @param destinationErrors lines that the destination logged as errors
 * @param figures what it took; null before its end, and where its server was lost
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
        List<String> differences,
    @MappedProperty(type = DataType.STRING, converter = VerdictConverter.class)
        @Nullable Verdict verdict,
    long unconfiguredRecords,
    long unattributedRecords,
    long sourceErrors,
    long destinationErrors,
    @MappedProperty(type = DataType.STRING, converter = FiguresConverter.class)
        @Nullable AttemptFigures figures) {
  public Attempt {
    failures = List.copyOf(failures);
    differences = List.copyOf(differences);
  }

  static Attempt begun(AttemptId id, long leaseEpoch, String engine, Instant now) {
    return new Attempt(
        id,
        AttemptStatus.RUNNING,
        leaseEpoch,
        engine,
        now,
        null,
        List.of(),
        List.of(),
        null,
        0,
        0,
        0,
        0,
        null);
  }

  /** As it ended; what was counted is not known where its server was lost. */
  Attempt ended(
      AttemptStatus how,
      Instant when,
      List<FailureReason> why,
      @Nullable ReplicationReport counted,
      @Nullable AttemptFigures took) {
    return new Attempt(
        id,
        how,
        leaseEpoch,
        engine,
        startedAt,
        when,
        why,
        counted == null ? List.of() : counted.differences(),
        counted == null ? null : counted.verdict(),
        counted == null ? 0 : counted.unconfigured(),
        counted == null ? 0 : counted.unattributed(),
        counted == null ? 0 : counted.sourceErrors(),
        counted == null ? 0 : counted.destinationErrors(),
        took);
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
