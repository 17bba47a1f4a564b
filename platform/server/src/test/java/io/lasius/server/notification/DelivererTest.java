package io.lasius.server.notification;

import static org.assertj.core.api.Assertions.assertThat;

import io.lasius.server.OnEachDatabase;
import io.lasius.server.ServerSettings;
import io.lasius.server.StoreUnderTest;
import io.lasius.server.notification.Delivery.Status;
import io.lasius.server.workspace.NotificationKind;
import io.lasius.server.workspace.Webhooks;
import io.lasius.server.workspace.Workspace;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Deliveries to a real receiver, by a clock that the test moves. */
@Timeout(60)
@OnEachDatabase
final class DelivererTest extends NotificationFixture {
  private static final Duration SHORT = Duration.ofMillis(200);
  private static final Executor AT_ONCE = Runnable::run;

  private final Receiver receiver;
  private final Deliverer deliverer;

  /** Ahead of the clock that events are noted by, so that they are due. */
  private Instant now = Instant.now().plusSeconds(60).truncatedTo(ChronoUnit.MICROS);

  DelivererTest(StoreUnderTest store) throws IOException {
    super(store);
    this.receiver = Receiver.start();
    this.deliverer = deliverer(store.bean(WebhookClient.class));
  }

  @AfterEach
  void stop() {
    receiver.close();
  }

  @Test
  void postsJsonThatIsSignedAsTheWorkspaceWants() throws Exception {
    var secret = store.bean(SigningSecrets.class).make(Workspace.DEFAULT);
    tell(NotificationKind.SUCCESS, receiver.address("/hook"));
    sync(connection());

    take();

    var post = receiver.next();
    var delivered = only();
    assertThat(post.method()).isEqualTo("POST");
    assertThat(post.path()).isEqualTo("/hook");
    assertThat(post.header("content-type")).isEqualTo("application/json");
    assertThat(post.header("webhook-id")).isEqualTo(delivered.id().toString());
    assertThat(post.header("webhook-timestamp")).isEqualTo(Long.toString(now.getEpochSecond()));
    assertThat(post.isSignedBy(secret)).isTrue();
    assertThat(post.json().path("id").asText()).isEqualTo(delivered.id().toString());
    assertThat(post.type()).isEqualTo("sync.succeeded");
    assertThat(Instant.parse(post.json().path("timestamp").asText()))
        .isEqualTo(delivered.createdAt());
    assertThat(delivered.status()).isEqualTo(Status.DELIVERED);
    assertThat(delivered.tries()).isEqualTo(1);
    assertThat(delivered.lastHost()).isEqualTo(receiver.host());
  }

  @Test
  void signsWithTheSecretBeforeForADayAndWithoutOneNotAtAll() throws Exception {
    tell(NotificationKind.SUCCESS, receiver.address("/"));
    sync(connection());
    take();
    assertThat(receiver.next().header("webhook-signature")).isNull();
    var before = store.bean(SigningSecrets.class).make(Workspace.DEFAULT);
    var present = store.bean(SigningSecrets.class).make(Workspace.DEFAULT);

    sync(connection());
    take();
    var inTime = receiver.next();
    now = now.plus(SigningSecrets.OVERLAP);
    sync(connection());
    take();
    var late = receiver.next();

    assertThat(inTime.isSignedBy(before)).isTrue();
    assertThat(inTime.isSignedBy(present)).isTrue();
    assertThat(late.isSignedBy(before)).isFalse();
    assertThat(late.isSignedBy(present)).isTrue();
  }

  @Test
  void triesAgainLaterAndLaterUntilTheReceiverHasIt() throws Exception {
    tell(NotificationKind.SUCCESS, receiver.address("/secret/hook"));
    receiver.answerWith(500, 302, 429);
    sync(connection());
    var waits = new ArrayList<Duration>();

    for (int i = 0; i < 3; i++) {
      var wait = take();
      waits.add(wait);
      assertThat(take()).isEqualTo(wait);
      now = now.plus(wait);
    }
    var refused = only();
    take();

    assertThat(waits)
        .containsExactly(Duration.ofSeconds(5), Duration.ofSeconds(15), Duration.ofSeconds(45));
    assertThat(refused.lastStatus()).isEqualTo(429);
    assertThat(refused.lastError())
        .isEqualTo(receiver.host() + " answered 429: you asked for **********");
    assertThat(only().status()).isEqualTo(Status.DELIVERED);
    assertThat(only().tries()).isEqualTo(4);
    assertThat(only().lastError()).isNull();
    var posts = receiver.takeAll();
    assertThat(posts).hasSize(4).allMatch(post -> post.path().equals("/secret/hook"));
    assertThat(posts)
        .extracting(post -> post.header("webhook-id"))
        .containsOnly(only().id().toString());
    assertThat(posts).extracting(Receiver.Post::body).containsOnly(posts.getFirst().body());
  }

  @Test
  void givesUpAfterADayAndKeepsWhatItGaveUpForAWhile() throws Exception {
    tell(NotificationKind.SUCCESS, receiver.address("/"));
    receiver.answerAlways(503);
    sync(connection());
    var last = Duration.ZERO;

    while (only().status() == Status.PENDING) {
      last = take();
      now = only().status() == Status.PENDING ? now.plus(last) : now;
    }

    var given = only();
    assertThat(given.status()).isEqualTo(Status.GIVEN_UP);
    assertThat(Duration.between(given.createdAt(), now))
        .isBetween(Duration.ofHours(24), Duration.ofHours(25));
    assertThat(given.tries()).isBetween(25, 35);
    assertThat(given.lastError()).contains("answered 503");
    now = now.plus(Duration.ofDays(28));
    take();
    assertThat(only()).isEqualTo(given);
    now = now.plus(Duration.ofDays(2));
    take();
    assertThat(deliveries.count()).isZero();
  }

  @Test
  void doesNotWaitLongForAReceiverThatNeverAnswersOrIsNotThere() throws Exception {
    tell(NotificationKind.SUCCESS, receiver.address("/"));
    receiver.answerWith(Receiver.NEVER);
    sync(connection());
    var impatient = deliverer(new WebhookClient(SHORT));

    var wait = impatient.take(AT_ONCE, () -> {});
    var silent = only().lastError();
    receiver.close();
    now = now.plus(wait);
    take();

    assertThat(silent).isEqualTo(receiver.host() + " did not answer within 0.2 s");
    assertThat(only().lastError()).isEqualTo(receiver.host() + " refuses connections");
    assertThat(only().lastStatus()).isNull();
  }

  @Test
  void deliversOnceThoughTwoServersSeeIt() throws Exception {
    tell(NotificationKind.SUCCESS, receiver.address("/"));
    sync(connection());
    var begun = new ArrayList<Runnable>();
    var other = deliverer(store.bean(WebhookClient.class));

    deliverer.take(begun::add, () -> {});
    other.take(begun::add, () -> {});
    begun.forEach(Runnable::run);
    other.take(AT_ONCE, () -> {});

    assertThat(begun).hasSize(1);
    assertThat(receiver.takeAll()).hasSize(1);
  }

  @Test
  void deliversWhatADeadServerHadBegun() throws Exception {
    tell(NotificationKind.SUCCESS, receiver.address("/"));
    sync(connection());
    var wait = deliverer.take(_ -> {}, () -> {});
    var other = deliverer(store.bean(WebhookClient.class));

    assertThat(other.take(AT_ONCE, () -> {})).isEqualTo(wait);
    assertThat(receiver.takeAll()).isEmpty();
    now = now.plus(wait);
    other.take(AT_ONCE, () -> {});

    assertThat(receiver.takeAll()).hasSize(1);
    assertThat(only().status()).isEqualTo(Status.DELIVERED);
  }

  @Test
  void deliversAtOnceWhatADeadServerHadBegunWhereNoOtherCanLive() throws Exception {
    tell(NotificationKind.SUCCESS, receiver.address("/"));
    sync(connection());
    deliverer.take(_ -> {}, () -> {});
    var next = deliverer(store.bean(WebhookClient.class));

    next.resume();
    next.take(AT_ONCE, () -> {});

    assertThat(receiver.takeAll()).hasSize(1);
  }

  @Test
  void keepsAReceiverFromHoldingUpTheOthers() throws Exception {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor();
        var dead = Receiver.start()) {
      dead.answerAlways(Receiver.NEVER);
      tell(NotificationKind.STARTED, dead.address("/"));
      tell(NotificationKind.SUCCESS, receiver.address("/"));
      for (int i = 0; i < 10; i++) {
        sync(connection());
      }
      var ended = new Semaphore(0);
      var patient = deliverer(new WebhookClient(Duration.ofMinutes(1)));

      for (int i = 0; i < 10; i++) {
        patient.take(threads, ended::release);
        assertThat(ended.tryAcquire(20, TimeUnit.SECONDS)).isTrue();
      }

      assertThat(receiver.takeAll()).hasSize(10);
      // Of sixteen places a host has four.
      for (int i = 0; i < 4; i++) {
        assertThat(dead.next().type()).isEqualTo("sync.started");
      }
      assertThat(dead.takeAll()).isEmpty();
    }
  }

  @Test
  void givesUpWhereTheWebhookWasDisabledMeanwhile() throws Exception {
    tell(NotificationKind.SUCCESS, receiver.address("/"));
    sync(connection());
    store.execute("UPDATE workspace_webhook SET enabled = FALSE");

    take();

    assertThat(only().status()).isEqualTo(Status.GIVEN_UP);
    assertThat(only().lastError()).isEqualTo("the webhook was disabled before it was told");
    assertThat(receiver.takeAll()).isEmpty();
  }

  @Test
  void goesToTheAddressThatIsSetByThen() throws Exception {
    tell(NotificationKind.SUCCESS, "http://127.0.0.1:1/");
    sync(connection());
    now = now.plus(take());
    store.execute("DELETE FROM workspace_webhook");
    tell(NotificationKind.SUCCESS, receiver.address("/right"));

    take();

    assertThat(receiver.next().path()).isEqualTo("/right");
  }

  @Test
  void saysThatAnAddressCannotBeReadAndTriesAgain() throws Exception {
    tell(NotificationKind.SUCCESS, receiver.address("/"));
    sync(connection());
    store.execute("UPDATE workspace_webhook SET url = 'v1:AAAA'");

    take();

    assertThat(only().status()).isEqualTo(Status.PENDING);
    assertThat(only().lastError()).startsWith("the webhook's address: the secret ");
  }

  private Duration take() {
    return deliverer.take(AT_ONCE, () -> {});
  }

  /** That of one more server. */
  private Deliverer deliverer(WebhookClient client) {
    InstantSource clock = () -> now;
    return new Deliverer(
        deliveries,
        store.bean(Webhooks.class),
        store.bean(Events.class),
        new SignedPosts(store.bean(SigningSecrets.class), client, clock),
        store.bean(ServerSettings.class),
        clock);
  }
}
