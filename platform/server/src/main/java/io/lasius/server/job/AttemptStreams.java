package io.lasius.server.job;

import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The counts of the streams of attempts. While an attempt runs on this server, they are newer than
 * those that are stored.
 */
@Singleton
final class AttemptStreams {
  private final AttemptStreamStore store;
  private final RunningAttempts running;

  AttemptStreams(AttemptStreamStore store, RunningAttempts running) {
    this.store = store;
    this.running = running;
  }

  /**
   * Those of a job.
   *
   * @param attempts all that it has
   * @return by the attempt's number
   */
  Map<Integer, List<AttemptStream>> of(long jobId, List<Attempt> attempts) {
    var streams =
        new HashMap<>(
            store.ofJob(jobId).stream()
                .collect(Collectors.groupingBy(stream -> stream.id().number())));
    for (var attempt : attempts) {
      var id = attempt.id();
      running
          .find(id)
          .filter(_ -> attempt.endedAt() == null)
          .flatMap(RunningAttempt::report)
          .ifPresent(report ->
              streams.put(
                  id.number(),
                  report.streams().stream()
                      .map(stream -> AttemptStream.running(id, stream))
                      .toList()));
    }
    return streams;
  }
}
