package io.lasius.server.notification;

import io.lasius.server.DueLoop;
import io.lasius.server.ServerSettings;
import io.micronaut.context.annotation.Value;
import io.micronaut.runtime.event.annotation.EventListener;
import io.micronaut.runtime.server.event.ServerStartupEvent;
import io.micronaut.transaction.annotation.TransactionalEventListener;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Provider;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has deliveries tried as long as the server runs. Another server may leave some, unheard. */
@Singleton
class DeliveryLoop {
  private static final Logger log = LoggerFactory.getLogger(DeliveryLoop.class);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(10);

  private final Provider<Deliverer> deliverer;
  private final WebhookClient client;
  private final ExecutorService tries = Executors.newVirtualThreadPerTaskExecutor();
  private final DueLoop loop;

  /** Whether what a server before this one had begun is due again. Of the loop's thread. */
  private boolean resumed;

  /**
   * A loop that is started with the server.
   *
   * @param deliverer made by the loop's own thread, for which no start has to wait
   */
  DeliveryLoop(
      Provider<Deliverer> deliverer,
      WebhookClient client,
      ServerSettings settings,
      @Value("${lasius.database.url}") String databaseUrl) {
    this.deliverer = deliverer;
    this.client = client;
    // Others may be under way with it, but for H2, where the lock of its file keeps them out.
    this.resumed = !databaseUrl.startsWith("jdbc:h2:");
    this.loop = new DueLoop("webhooks", this::take, settings.heartbeat());
  }

  private Duration take() {
    if (!resumed) {
      deliverer.get().resume();
      resumed = true;
    }
    return deliverer.get().take(tries, loop::changed);
  }

  @EventListener
  void start(ServerStartupEvent event) {
    loop.start();
  }

  /** Once it is stored, or the look would not see it. */
  @TransactionalEventListener
  void due(DeliveriesDue event) {
    look();
  }

  /** There may be something to deliver. */
  void look() {
    loop.changed();
  }

  /** What is under way fails at once; the next start tries it again. */
  @PreDestroy
  void stop() throws InterruptedException {
    loop.stop();
    client.close();
    tries.shutdown();
    if (!tries.awaitTermination(STOP_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
      log.warn("Deliveries of webhooks do not stop");
    }
  }
}
