package io.lasius.server.notification;

import io.lasius.server.ServerSettings;
import io.lasius.server.WebhookSettings;
import io.lasius.server.notification.Delivery.Status;
import io.lasius.server.secret.SecretException;
import io.lasius.server.workspace.Webhook;
import io.lasius.server.workspace.Webhooks;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tries the deliveries that are due. A try begins by moving the time of the next one past its own
 * longest end: so no other server begins one meanwhile, and one that dies in it leaves the next.
 */
@Singleton
class Deliverer {
  private static final Logger log = LoggerFactory.getLogger(Deliverer.class);
  private static final Duration CLEAN_EVERY = Duration.ofHours(1);
  private static final int GROWTH = 3;

  /** What a try may take beside the receiver's answer, before it is taken for lost. */
  private static final Duration SLACK = Duration.ofSeconds(30);

  private final DeliveryStore store;
  private final Webhooks webhooks;
  private final Events events;
  private final SignedPosts posts;
  private final WebhookSettings settings;
  private final InstantSource clock;
  private final HostPlaces places;
  private Instant cleaned = Instant.EPOCH;

  Deliverer(
      DeliveryStore store,
      Webhooks webhooks,
      Events events,
      SignedPosts posts,
      ServerSettings settings,
      InstantSource clock) {
    this.store = store;
    this.webhooks = webhooks;
    this.events = events;
    this.posts = posts;
    this.settings = settings.webhooks();
    this.clock = clock;
    this.places = new HostPlaces(settings.webhooks().atOnce());
  }

  /**
   * Makes all that is pending due: right where nobody else can have the database open. Tries that
   * the server before had begun are lost, and receivers may be there again.
   */
  void resume() {
    store.allDue(clock.instant());
  }

  /**
   * Begins the tries that are due, as far as there are places. For one thread.
   *
   * @param threads where they are run
   * @param ended told of each end, when there is a place again
   * @return how long nothing more is due
   */
  Duration take(Executor threads, Runnable ended) {
    var now = clock.instant();
    if (Duration.between(cleaned, now).compareTo(CLEAN_EVERY) >= 0) {
      store.removeBefore(now.minus(settings.age()));
      cleaned = now;
    }
    for (var delivery : store.due(now, places.each())) {
      begin(delivery, now, threads, ended);
    }
    return store
        .nextDue(now)
        .map(next -> Duration.between(clock.instant(), next))
        .map(wait -> wait.isNegative() ? Duration.ZERO : wait)
        .orElse(Duration.ofSeconds(Long.MAX_VALUE));
  }

  private void begin(Delivery delivery, Instant now, Executor threads, Runnable ended) {
    var target = Target.of(delivery, webhooks);
    if (!places.take(target.host())) {
      return;
    }
    var lostAt = now.plus(settings.timeout()).plus(SLACK);
    var host = target.url() == null ? null : target.host();
    if (store.begin(delivery.id(), delivery.tries(), now, lostAt, host) == 0) {
      places.giveBack(target.host());
      return;
    }
    threads.execute(() -> {
      try {
        deliver(delivery, target);
      } finally {
        places.giveBack(target.host());
        ended.run();
      }
    });
  }

  /**
   * Where it goes.
   *
   * @param url null where it goes nowhere
   * @param obstacle why it does not; empty where it does
   * @param forGood whether it never will
   */
  private record Target(@Nullable URI url, String obstacle, boolean forGood) {
    static Target of(Delivery delivery, Webhooks webhooks) {
      try {
        Webhook webhook = webhooks.of(delivery.workspaceId(), delivery.kind());
        return webhook.enabled() && webhook.url() != null
            ? new Target(webhook.url(), "", false)
            : new Target(null, "the webhook was disabled before it was told", true);
      } catch (SecretException e) {
        return new Target(null, "the webhook's address: " + e.getMessage(), false);
      }
    }

    String host() {
      return url == null ? "" : url.getAuthority();
    }
  }

  private void deliver(Delivery delivery, Target target) {
    try {
      if (target.url() == null) {
        failed(delivery, null, target.obstacle(), target.forGood());
        return;
      }
      var event = events.of(delivery);
      var answer = posts.post(delivery.workspaceId(), target.url(), delivery.id(), event);
      if (answer.delivered()) {
        store.delivered(delivery.id(), answer.status());
      } else {
        failed(delivery, answer.status(), answer.error(target.host()), false);
      }
    } catch (InterruptedException _) {
      // It is tried again once it is taken for lost.
      Thread.currentThread().interrupt();
    } catch (SecretException e) {
      failed(delivery, null, "the signing secret: " + e.getMessage(), false);
    } catch (RuntimeException e) {
      log.error("Webhook not delivered, and tried again: delivery={}", delivery.id(), e);
    }
  }

  private void failed(Delivery delivery, @Nullable Integer status, String error, boolean forGood) {
    var now = clock.instant();
    int tries = delivery.tries() + 1;
    if (forGood || !now.isBefore(delivery.giveUpAt())) {
      store.failed(delivery.id(), tries, Status.GIVEN_UP, null, status, error);
      log.warn("Webhook given up: delivery={} tries={} reason={}", delivery.id(), tries, error);
    } else {
      var next = now.plus(delay(tries));
      store.failed(delivery.id(), tries, Status.PENDING, next, status, error);
      log.debug("Webhook fails: delivery={} tries={} reason={}", delivery.id(), tries, error);
    }
  }

  private Duration delay(int tries) {
    var delay = settings.retryDelay();
    for (int i = 1; i < tries && delay.compareTo(settings.maxRetryDelay()) < 0; i++) {
      delay = delay.multipliedBy(GROWTH);
    }
    return delay.compareTo(settings.maxRetryDelay()) < 0 ? delay : settings.maxRetryDelay();
  }
}
