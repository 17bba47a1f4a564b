package io.lasius.server.notification;

import io.lasius.server.ServerSettings;
import io.micronaut.context.annotation.Value;
import io.micronaut.runtime.event.annotation.EventListener;
import io.micronaut.runtime.server.event.ServerStartupEvent;
import io.micronaut.transaction.annotation.TransactionalEventListener;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has deliveries tried as long as the server runs, on a thread of its own. */
@Singleton
class DeliveryLoop {
  private static final Logger log = LoggerFactory.getLogger(DeliveryLoop.class);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(10);

  private final Deliverer deliverer;
  private final WebhookClient client;
  private final Duration longestWait;
  private final boolean onlyServer;
  private final Semaphore changes = new Semaphore(0);
  private final CountDownLatch stopping = new CountDownLatch(1);
  private final ExecutorService tries = Executors.newVirtualThreadPerTaskExecutor();
  private final Thread thread = Thread.ofVirtual().name("webhooks").unstarted(this::work);

  DeliveryLoop(
      Deliverer deliverer,
      WebhookClient client,
      ServerSettings settings,
      @Value("${lasius.database.url}") String databaseUrl) {
    this.deliverer = deliverer;
    this.client = client;
    this.longestWait = settings.heartbeat();
    // The lock of its file keeps every other server out.
    this.onlyServer = databaseUrl.startsWith("jdbc:h2:");
  }

  @EventListener
  void start(ServerStartupEvent event) {
    if (onlyServer) {
      deliverer.resume();
    }
    thread.start();
  }

  /** Once it is stored, or the look would not see it. */
  @TransactionalEventListener
  void due(DeliveriesDue event) {
    look();
  }

  /** There may be something to deliver. */
  void look() {
    changes.release();
  }

  /** What is under way fails at once; the next start tries it again. */
  @PreDestroy
  void stop() throws InterruptedException {
    stopping.countDown();
    changes.release();
    if (thread.isAlive() && !thread.join(STOP_LIMIT)) {
      log.warn("Webhooks do not stop");
    }
    client.close();
    tries.shutdown();
    if (!tries.awaitTermination(STOP_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
      log.warn("Deliveries of webhooks do not stop");
    }
  }

  private void work() {
    try {
      while (stopping.getCount() > 0) {
        await(nextLook());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Another server may leave something, unheard: so no wait is long. */
  private Duration nextLook() {
    try {
      var wait = deliverer.take(tries, changes::release);
      return wait.compareTo(longestWait) < 0 ? wait : longestWait;
    } catch (RuntimeException e) {
      log.error("Webhooks cannot look for what is due, and try again", e);
      return longestWait;
    }
  }

  private void await(Duration wait) throws InterruptedException {
    // A due time has come when the wait is over, not almost.
    if (changes.tryAcquire(wait.toMillis() + 1, TimeUnit.MILLISECONDS)) {
      changes.drainPermits();
    }
  }
}
