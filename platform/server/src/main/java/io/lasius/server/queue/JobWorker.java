package io.lasius.server.queue;

import io.lasius.protocol.message.FailureType;
import io.lasius.replication.FailureOrigin;
import io.lasius.replication.FailureReason;
import io.lasius.server.Installation;
import io.lasius.server.ServerSettings;
import io.lasius.server.container.ConnectorContainer;
import io.lasius.server.container.ContainerLabels;
import io.lasius.server.container.DockerEngine;
import io.lasius.server.container.EngineException;
import io.lasius.server.job.JobClaims;
import io.lasius.server.job.JobLease;
import io.lasius.server.job.JobSignal;
import io.lasius.server.job.LeaseLostException;
import io.lasius.server.job.MemoryRoom;
import io.lasius.server.job.RunningAttempt;
import io.lasius.server.job.RunningAttempts;
import io.lasius.server.sync.SyncJob;
import io.micronaut.context.annotation.Value;
import io.micronaut.runtime.event.annotation.EventListener;
import io.micronaut.runtime.server.event.ServerStartupEvent;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** Claims due jobs and runs each on a thread of its own; takes over what dead servers left. */
@Singleton
final class JobWorker {
  private static final Logger log = LoggerFactory.getLogger(JobWorker.class);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(30);

  private final JobClaims claims;
  private final RunningAttempts running;
  private final MemoryRoom memory;
  private final JobSignal signal;
  private final SyncJob syncJob;
  private final JobHeartbeat heartbeat;
  private final LiveServers servers;
  private final DockerEngine engine;
  private final Installation installation;
  private final ServerSettings settings;
  private final boolean onlyServer;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final CountDownLatch stopping = new CountDownLatch(1);
  private volatile String engineId = "";
  private volatile @Nullable Future<?> working;

  JobWorker(
      JobClaims claims,
      RunningAttempts running,
      MemoryRoom memory,
      JobSignal signal,
      SyncJob syncJob,
      JobHeartbeat heartbeat,
      LiveServers servers,
      DockerEngine engine,
      Installation installation,
      ServerSettings settings,
      @Value("${lasius.database.url}") String databaseUrl) {
    this.claims = claims;
    this.running = running;
    this.memory = memory;
    this.signal = signal;
    this.syncJob = syncJob;
    this.heartbeat = heartbeat;
    this.servers = servers;
    this.engine = engine;
    this.installation = installation;
    this.settings = settings;
    // The lock of its file keeps every other server out.
    this.onlyServer = databaseUrl.startsWith("jdbc:h2:");
  }

  @EventListener
  void start(ServerStartupEvent event) {
    heartbeat.beat();
    if (onlyServer) {
      claims.voidLeases();
      servers.forgetOthers(installation.server());
    }
    threads.execute(() -> heartbeat.beatUntil(stopping));
    threads.execute(() -> heartbeat.watchUntil(stopping));
    working = threads.submit(this::work);
  }

  /** Ends all containers; the jobs go on when a server is there again. */
  @PreDestroy
  void stop() throws InterruptedException {
    stopping.countDown();
    signal.jobsChanged();
    // What is being claimed at this moment is to be ended as well.
    awaitNoClaim();
    running.all().forEach(attempt -> threads.execute(() -> attempt.abort(stopped())));
    threads.shutdown();
    if (!threads.awaitTermination(STOP_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
      log.warn("Attempts have not ended: count={}", running.count());
      threads.shutdownNow();
    }
  }

  private void awaitNoClaim() throws InterruptedException {
    var claiming = working;
    if (claiming != null) {
      try {
        claiming.get(STOP_LIMIT.toSeconds(), TimeUnit.SECONDS);
      } catch (ExecutionException | TimeoutException e) {
        log.warn("Queue does not stop", e);
      }
    }
  }

  private void work() {
    var swept = false;
    while (stopping.getCount() > 0) {
      try {
        learnEngine();
        swept = (swept && servers.forgetDead() == 0) || removeCommandContainers();
        takeOverAbandoned();
        var looked = claims.now();
        claimDue();
        signal.await(nextLook(looked));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      } catch (RuntimeException | OutOfMemoryError e) {
        log.error("Queue cannot look for work, and tries again", e);
        pause();
      }
    }
  }

  private void pause() {
    try {
      if (stopping.await(settings.heartbeat().toMillis(), TimeUnit.MILLISECONDS)) {
        log.debug("Queue stopped");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** A waiting job may become due, another server may die, or hand something over unheard. */
  private Duration nextLook(Instant looked) {
    var due =
        running.count() < settings.maxRunningJobs()
            ? claims.untilDue(looked).orElse(settings.heartbeat())
            : settings.heartbeat();
    return due.compareTo(settings.heartbeat()) < 0 ? due : settings.heartbeat();
  }

  private void learnEngine() {
    if (engineId.isEmpty()) {
      try {
        var info = engine.info();
        memory.engineFound(info.id(), info.memoryBytes());
        engineId = info.id();
      } catch (EngineException e) {
        // A job that needs it fails and says so; here nobody has asked for anything yet.
        log.warn("Engine does not answer: {}", e.getMessage());
      }
    }
  }

  private void claimDue() {
    if (engineId.isEmpty() && !onlyServer) {
      // Another server could take the job over and not know where its containers are.
      return;
    }
    while (running.count() < settings.maxRunningJobs() && stopping.getCount() > 0) {
      var asked = System.nanoTime();
      var lease = claims.claim(installation.server(), engineId, settings.lease());
      if (lease.isEmpty()) {
        return;
      }
      var attempt = new RunningAttempt(lease.get(), asked);
      running.add(attempt);
      threads.execute(() -> run(attempt));
    }
  }

  private void run(RunningAttempt attempt) {
    MDC.put("job", Long.toString(attempt.lease().jobId()));
    MDC.put("attempt", Integer.toString(attempt.lease().attempt().number()));
    try {
      if (claims.cancelRequested(attempt.lease())) {
        // Asked for after the claim, when there was no attempt yet to be told.
        attempt.cancel();
      }
      syncJob.run(attempt);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      // Its lease runs out, and it is taken over as from a dead server.
      log.error("Attempt's outcome is not stored", e);
    } finally {
      running.remove(attempt);
      signal.jobsChanged();
    }
  }

  private void takeOverAbandoned() {
    var lease = claims.takeOver(installation.server(), engineId, settings.lease());
    while (lease.isPresent() && recover(lease.get())) {
      lease = claims.takeOver(installation.server(), engineId, settings.lease());
    }
  }

  /** Returns whether the engine answers, so that there is use in the next. */
  private boolean recover(JobLease lease) {
    try {
      var job = Long.toString(lease.jobId());
      var count =
          engine.removeLeftovers(
              installation.id().toString(),
              container -> job.equals(container.labels().get(ContainerLabels.JOB)));
      log.warn("Job taken over from a dead server: job={} containers={}", job, count);
      claims.endAbandoned(lease);
      return true;
    } catch (LeaseLostException e) {
      log.warn("Job not taken over: {}", e.getMessage());
      return true;
    } catch (EngineException e) {
      log.warn("Job cannot be taken over yet: job={} reason={}", lease.jobId(), e.getMessage());
      claims.letGo(lease);
      return false;
    }
  }

  /**
   * Those that a dead server left behind, and those of jobs that were ended without them. Returns
   * whether none is left.
   */
  private boolean removeCommandContainers() {
    try {
      engine.removeLeftovers(
          installation.id().toString(),
          container ->
              container.labels().containsKey(ContainerLabels.JOB)
                  ? claims.hasEnded(Long.parseLong(container.labels().get(ContainerLabels.JOB)))
                  : isOfADeadServer(container));
      return true;
    } catch (EngineException e) {
      log.warn("Engine does not answer: {}", e.getMessage());
      return false;
    }
  }

  private boolean isOfADeadServer(ConnectorContainer container) {
    var server = container.labels().get(ContainerLabels.SERVER);
    return server == null
        || (!server.equals(installation.server().toString())
            && servers.count(UUID.fromString(server)) == 0);
  }

  private static FailureReason stopped() {
    return FailureReason.now(
        FailureOrigin.PLATFORM,
        FailureType.TRANSIENT_ERROR,
        "the server was stopped; the job goes on once it is started again",
        "");
  }
}
