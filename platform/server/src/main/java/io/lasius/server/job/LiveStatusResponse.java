package io.lasius.server.job;

import io.lasius.replication.ConnectorUsage;
import io.lasius.replication.StreamCounts;
import io.lasius.replication.SyncEstimate;
import io.lasius.replication.SyncWait;
import io.lasius.server.http.Form;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where a running attempt stands, on its way out. Of one that runs on another server, or has ended,
 * only its status is known here.
 *
 * @param waits who is waited for; empty where nobody is
 */
record LiveStatusResponse(
    @Form(words = AttemptStatus.class) String status,
    @Form(words = AttemptPhase.class) @Nullable String phase,
    @Nullable FiguresResponse figures,
    List<WaitResponse> waits,
    @Nullable SideResponse source,
    @Nullable SideResponse destination,
    @Nullable ProgressResponse progress) {
  private static final double PERCENT = 100;

  static LiveStatusResponse of(AttemptStatus status) {
    return new LiveStatusResponse(text(status), null, null, List.of(), null, null, null);
  }

  static LiveStatusResponse of(AttemptStatus status, LiveAttempt live, Instant now) {
    return new LiveStatusResponse(
        text(status),
        text(live.phase()),
        FiguresResponse.of(new AttemptFigures(live.phases(), null, null)),
        waits(live, now),
        SideResponse.of(live.source()),
        SideResponse.of(live.destination()),
        live.estimate().map(estimate -> ProgressResponse.of(estimate, live)).orElse(null));
  }

  /**
   * Somebody who is waited for.
   *
   * @param on source, destination_input, destination_returns, store (the database) or engine
   */
  record WaitResponse(
      @Form(oneOf = {"source", "destination_input", "destination_returns", "store", "engine"})
          String on,
      @Form(format = "date-time") String since,
      BigDecimal seconds) {
    static WaitResponse of(String on, Instant since, Instant now) {
      return new WaitResponse(
          on,
          since.toString(),
          FiguresResponse.seconds(Math.max(0, Duration.between(since, now).toMillis())));
    }
  }

  /**
   * One side.
   *
   * @param container absent where the engine has told nothing of it
   */
  record SideResponse(
      long records,
      long bytes,
      BigDecimal recordsPerSecond,
      BigDecimal bytesPerSecond,
      @Nullable ContainerResponse container) {
    static SideResponse of(LiveAttempt.LiveSide side) {
      return new SideResponse(
          side.moved().records(),
          side.moved().bytes(),
          rounded(side.speed().records()),
          rounded(side.speed().bytes()),
          side.usage().map(usage -> ContainerResponse.of(usage, side.speed())).orElse(null));
    }
  }

  /**
   * What a container uses.
   *
   * @param cpuCores CPU seconds per second
   * @param sampleAgeSeconds how old these figures are
   */
  record ContainerResponse(
      BigDecimal cpuSeconds,
      BigDecimal cpuCores,
      long memoryBytes,
      long peakMemoryBytes,
      BigDecimal sampleAgeSeconds) {
    static ContainerResponse of(ConnectorUsage usage, Speeds.Speed speed) {
      return new ContainerResponse(
          FiguresResponse.seconds(usage.cpu().toMillis()),
          rounded(speed.cores()),
          usage.memoryBytes(),
          usage.peakMemoryBytes(),
          FiguresResponse.seconds(usage.age().toMillis()));
    }
  }

  /**
   * How far it is, by the source's own estimate.
   *
   * @param percent absent while only some streams are estimated
   * @param secondsLeft at the speed since records move; absent where that cannot be told
   */
  record ProgressResponse(
      @Nullable Long recordsEstimated,
      @Nullable Long bytesEstimated,
      @Nullable BigDecimal percent,
      @Nullable BigDecimal secondsLeft) {
    static ProgressResponse of(SyncEstimate estimate, LiveAttempt live) {
      StreamCounts moved = live.source().moved();
      double done =
          !estimate.whole()
              ? Double.NaN
              : estimate.records() != null
                  ? share(moved.records(), estimate.records())
                  : share(moved.bytes(), estimate.bytes());
      double seconds = live.phases().getOrDefault(AttemptPhase.MOVING, 0L) / 1000.0;
      return new ProgressResponse(
          estimate.records(),
          estimate.bytes(),
          Double.isNaN(done) ? null : rounded(done * PERCENT),
          Double.isNaN(done) || done <= 0 ? null : rounded(seconds * (1 - done) / done));
    }

    /** An estimate may be too low: then all is done that was expected. */
    private static double share(long moved, @Nullable Long expected) {
      return expected == null || expected <= 0
          ? Double.NaN
          : Math.min(1, (double) moved / expected);
    }
  }

  private static List<WaitResponse> waits(LiveAttempt live, Instant now) {
    var waits = new ArrayList<WaitResponse>();
    for (SyncWait wait : live.waits()) {
      waits.add(WaitResponse.of(text(wait.kind()), wait.since(), now));
    }
    silent(live.source().usage())
        .or(() -> silent(live.destination().usage()))
        .ifPresent(age -> waits.add(WaitResponse.of("engine", now.minus(age), now)));
    return waits;
  }

  /** An engine that is there tells of a container once a second. */
  private static Optional<Duration> silent(Optional<ConnectorUsage> usage) {
    return usage.filter(known -> !known.current()).map(ConnectorUsage::age);
  }

  private static String text(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  private static BigDecimal rounded(double value) {
    return BigDecimal.valueOf(value).setScale(2, RoundingMode.HALF_UP);
  }
}
