package io.lasius.server.job;

import io.lasius.protocol.catalog.StreamDescriptor;
import io.lasius.server.connection.StreamKey;
import jakarta.inject.Singleton;
import java.util.List;

/** What all attempts of a job moved. */
@Singleton
public final class JobTotals {
  private final AttemptStreamStore streams;
  private final GenerationStore generations;

  JobTotals(AttemptStreamStore streams, GenerationStore generations) {
    this.streams = streams;
    this.generations = generations;
  }

  /**
   * What attempts moved of a stream since it was last begun anew.
   *
   * @param generation that they wrote its records as
   * @param emitted records that the source wrote in attempts that have ended
   * @param committed records that were committed, also in the attempt that runs
   */
  public record Total(long generation, long emitted, long committed) {}

  /** Those of a stream that the attempt writes. */
  public Total of(JobLease lease, StreamDescriptor stream) {
    var key = StreamKey.of(stream);
    var generation = generations.noted(lease.jobId(), lease.attempt().number(), key);
    List<AttemptStream> moved = streams.ofGeneration(lease.jobId(), key, generation);
    return new Total(
        generation,
        moved.stream().mapToLong(AttemptStream::emittedRecords).sum(),
        moved.stream().mapToLong(AttemptStream::committedRecords).sum());
  }
}
