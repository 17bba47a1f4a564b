package io.lasius.replication;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Says which connector is to be ended because it keeps the sync waiting: one that does nothing, or
 * one of which nobody can tell whether it does, for too long. Of one that works it only warns. It
 * belongs to the thread that looks.
 */
final class StallDetector {
  private static final Duration LOOK_EVERY = Duration.ofSeconds(10);
  private static final Duration SHORTEST = Duration.ofMillis(1);

  private final StallLimits limits;
  private final SyncWaits waits;
  private final Function<ConnectorRole, Optional<ConnectorUsage>> usage;
  private final Consumer<String> warnings;
  private final InstantSource clock;
  private final Duration lookEvery;
  private final Activity activity;
  private @Nullable SyncWait watched;
  private boolean ended;
  private long unknownSince;
  private Duration nextWarning = Duration.ZERO;

  /**
   * A connector that is to be ended.
   *
   * @param text why
   */
  record Stall(ConnectorRole role, String text) {}

  /**
   * Watches what a sync waits for.
   *
   * @param usage what a connector has used
   * @param warnings told of long waits: first after half the limit of a connector that does
   *     nothing, then each time that the wait has doubled
   */
  StallDetector(
      StallLimits limits,
      SyncWaits waits,
      Function<ConnectorRole, Optional<ConnectorUsage>> usage,
      Consumer<String> warnings,
      InstantSource clock) {
    this.limits = limits;
    this.waits = waits;
    this.usage = usage;
    this.warnings = warnings;
    this.clock = clock;
    Duration tenth = limits.shortest().dividedBy(10);
    this.lookEvery = longer(tenth.compareTo(LOOK_EVERY) < 0 ? tenth : LOOK_EVERY, SHORTEST);
    this.activity = new Activity(lookEvery.multipliedBy(5));
  }

  /** How long to wait before the next look; more than zero. */
  Duration untilNextLook() {
    return lookEvery;
  }

  /** Looks once and again. */
  void watchUntil(CountDownLatch over, Consumer<Stall> end) throws InterruptedException {
    while (!over.await(lookEvery.toMillis(), TimeUnit.MILLISECONDS)) {
      look().ifPresent(end);
    }
  }

  /** The connector that is to be ended now; each wait gives at most one. */
  Optional<Stall> look() {
    SyncWait wait = waits.forConnector();
    if (wait == null) {
      watched = null;
      return Optional.empty();
    }
    if (!wait.equals(watched)) {
      begin(wait);
    }
    if (ended) {
      return Optional.empty();
    }
    var stall = judge(wait, clock.millis());
    ended = stall.isPresent();
    return stall;
  }

  private void begin(SyncWait wait) {
    watched = wait;
    ended = false;
    unknownSince = wait.since().toEpochMilli();
    nextWarning = limits.idle(wait.kind()).dividedBy(2);
    activity.restart();
  }

  private Optional<Stall> judge(SyncWait wait, long now) {
    Duration waited = Duration.ofMillis(now - wait.since().toEpochMilli());
    Activity.Sign sign = activity.look(usage.apply(role(wait)), now);
    Instant rateLimit = wait.kind() == SyncWait.Kind.SOURCE ? waits.rateLimitedUntil() : null;
    if (rateLimit != null && rateLimit.toEpochMilli() > now) {
      unknownSince = now;
      activity.restart();
      warn(wait, waited, "it says that it has to wait for a quota");
      return Optional.empty();
    }
    if (sign == Activity.Sign.ACTIVE) {
      unknownSince = now;
    }
    if (sign == Activity.Sign.IDLE && activity.idle().compareTo(limits.idle(wait.kind())) >= 0) {
      return stall(wait, idleText(wait, waited));
    }
    Duration unknown = limits.unknown(wait.kind());
    if (now - unknownSince >= unknown.toMillis()) {
      return stall(wait, text(wait, unknown) + ", which is the limit");
    }
    warn(wait, waited, standing(wait, sign));
    return Optional.empty();
  }

  private static Optional<Stall> stall(SyncWait wait, String text) {
    return Optional.of(new Stall(role(wait), text));
  }

  private void warn(SyncWait wait, Duration waited, String standing) {
    if (waited.compareTo(nextWarning) >= 0) {
      while (waited.compareTo(nextWarning) >= 0) {
        nextWarning = nextWarning.multipliedBy(2);
      }
      warnings.accept(text(wait, whole(waited)) + "; " + standing);
    }
  }

  private String standing(SyncWait wait, Activity.Sign sign) {
    return switch (sign) {
      case ACTIVE -> "it works, by the CPU it uses or what it sends";
      case IDLE ->
          "it has used no CPU and sent nothing for %s, and is ended after %s of that"
              .formatted(
                  Sentences.time(whole(activity.idle())), Sentences.time(limits.idle(wait.kind())));
      case UNKNOWN ->
          "whether it does anything cannot be told, and it is ended after %s of that"
              .formatted(Sentences.time(limits.unknown(wait.kind())));
    };
  }

  private String idleText(SyncWait wait, Duration waited) {
    return "%s; it hangs: for %s it used no CPU and sent nothing. If it has to wait that long, raise the limit of idle connectors%s"
        .formatted(
            text(wait, whole(waited)),
            Sentences.time(limits.idle(wait.kind())),
            wait.kind() == SyncWait.Kind.SOURCE
                ? ", or maxSecondsBetweenMessages of the source's definition"
                : "");
  }

  private static String text(SyncWait wait, Duration time) {
    String words =
        switch (wait.kind()) {
          case SOURCE -> "the source wrote no record and no state for %s";
          case DESTINATION_INPUT -> "the destination took nothing of what it was sent for %s";
          case DESTINATION_RETURNS, STORE ->
              "the destination did not end within %s after the end of its input, or the last state that it returned";
        };
    return words.formatted(Sentences.time(time));
  }

  private static ConnectorRole role(SyncWait wait) {
    return wait.kind() == SyncWait.Kind.SOURCE ? ConnectorRole.SOURCE : ConnectorRole.DESTINATION;
  }

  /** Without the part of a second, unless there is nothing else. */
  private static Duration whole(Duration time) {
    return time.toSeconds() == 0 ? time : Duration.ofSeconds(time.toSeconds());
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) > 0 ? one : other;
  }
}
