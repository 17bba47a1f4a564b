package io.lasius.server.job;

import io.lasius.server.ServerSettings;
import io.lasius.server.admission.Blackout;
import io.lasius.server.admission.PauseStore;
import io.micronaut.transaction.TransactionDefinition;
import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** Whose turn it is, and what the others wait for: one rule for both. */
@Singleton
class JobTurns {
  private static final int LOOKED_AT_FIRST = 100;

  /** Each query sorts all that wait, so there are to be few. */
  private static final int GROWTH = 10;

  private final JobStore jobs;
  private final QueueEntryStore queue;
  private final PauseStore pauses;
  private final RunningAttempts here;
  private final MemoryRoom memory;
  private final int places;
  private final List<RunningCap> caps;

  JobTurns(
      JobStore jobs,
      QueueEntryStore queue,
      PauseStore pauses,
      RunningAttempts here,
      MemoryRoom memory,
      ServerSettings settings) {
    this.jobs = jobs;
    this.queue = queue;
    this.pauses = pauses;
    this.here = here;
    this.memory = memory;
    this.places = settings.maxRunningJobs();
    this.caps = RunningCap.of(settings.queue());
  }

  /**
   * The job that may run next, locked: of those that are due, by priority and by the time that they
   * have been due. One that may not run keeps none behind it. No other server chooses until the
   * transaction has ended, so that the caps hold over all of them.
   */
  @Transactional(propagation = TransactionDefinition.Propagation.MANDATORY)
  Optional<Job> next() {
    if (queue.countDue() == 0 || pauses.lock().pausedAt() != null) {
      return Optional.empty();
    }
    var now = jobs.now();
    var room = memory.look();
    var running = queue.running();
    for (int offset = 0, limit = LOOKED_AT_FIRST; ; offset += limit, limit *= GROWTH) {
      var due = queue.due(limit, offset);
      var next =
          due.stream()
              .filter(entry -> obstacle(entry, running, now).isEmpty())
              .filter(entry -> room.obstacle(entry.peakMemoryBytes()).isEmpty())
              .flatMap(entry -> jobs.lockWaiting(entry.id()).stream())
              .findFirst();
      if (next.isPresent() || due.size() < limit) {
        return next;
      }
    }
  }

  /**
   * What a job waits for, as the end of a sentence; none where a server runs it, or it has ended.
   */
  Optional<String> waitsFor(Job job) {
    if (job.status().ended()) {
      return Optional.empty();
    }
    var now = jobs.now();
    if (job.status() == JobStatus.RUNNING) {
      return isAbandoned(job, now) ? Optional.of(takeOver(job)) : Optional.empty();
    }
    var paused = pauses.get().pausedAt();
    if (paused != null) {
      return Optional.of("the end of the pause of all that began at " + text(paused));
    }
    if (job.dueAt().isAfter(now)) {
      return Optional.of("its retry at " + text(job.dueAt()));
    }
    var entry = queue.get(job.number());
    return obstacle(entry, queue.running(), now)
        .or(() -> memory.look().obstacle(entry.peakMemoryBytes()))
        .or(() -> Optional.of(place()));
  }

  private static boolean isAbandoned(Job job, Instant now) {
    var until = job.leaseUntil();
    return until != null && until.isBefore(now);
  }

  private static String takeOver(Job job) {
    return "a server that reaches the container engine which the job's containers are on: the one that ran it is lost. If that engine is gone for good, DELETE /jobs/%d?force=true ends the job without it"
        .formatted(job.number());
  }

  private String place() {
    return here.count() < places
        ? "a server to take it"
        : "a place: this server runs %d jobs (LASIUS_MAX_RUNNING_JOBS)".formatted(here.count());
  }

  private Optional<String> obstacle(QueueEntry entry, List<QueueEntry> running, Instant now) {
    return Blackout.end(entry.blackouts(), now)
        .map(end -> "the end of its blackout at " + text(end))
        .or(() ->
            caps.stream()
                .filter(cap -> cap.reached(entry, running))
                .findFirst()
                .map(cap -> cap.text(entry)));
  }

  private static String text(Instant time) {
    return time.truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
