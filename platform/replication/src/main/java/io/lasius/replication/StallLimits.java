package io.lasius.replication;

import java.time.Duration;

/**
 * How long a connector may keep the sync waiting. One that visibly works may for ever.
 *
 * @param idle where it also uses no CPU and sends nothing
 * @param source longest wait for a record or state of the source, where nobody can tell whether it
 *     works
 * @param input the same for the destination to take what it is sent
 * @param finish the same for the destination to return a state, or to end, after its input's end
 * @param pause how long the source is known to be silent at times, working or not; may be zero
 */
public record StallLimits(
    Duration idle, Duration source, Duration input, Duration finish, Duration pause) {
  public static final Duration DEFAULT_IDLE = Duration.ofMinutes(10);

  /** Airbyte's threshold of a source's heartbeat, which it measures and does not enforce. */
  public static final Duration DEFAULT_SOURCE = Duration.ofHours(3);

  /** Airbyte's timeout of a destination, which it enforces. */
  public static final Duration DEFAULT_INPUT = Duration.ofHours(2);

  public static final Duration DEFAULT_FINISH = Duration.ofHours(2);

  public static final StallLimits DEFAULT =
      new StallLimits(DEFAULT_IDLE, DEFAULT_SOURCE, DEFAULT_INPUT, DEFAULT_FINISH, Duration.ZERO);

  public StallLimits {
    if (!idle.isPositive() || !source.isPositive() || !input.isPositive() || !finish.isPositive()) {
      throw new IllegalArgumentException(
          "a connector may keep the sync waiting for %s, %s, %s and %s, but all must be more than zero"
              .formatted(idle, source, input, finish));
    }
  }

  /** The same for a source that is silent for so long at times, as its definition says. */
  public StallLimits withPause(Duration known) {
    return new StallLimits(idle, source, input, finish, known);
  }

  /** How long a wait may last in which the connector does nothing. */
  Duration idle(SyncWait.Kind wait) {
    return wait == SyncWait.Kind.SOURCE ? longer(idle, pause) : idle;
  }

  /** How long a wait may last in which nobody can tell what the connector does. */
  Duration unknown(SyncWait.Kind wait) {
    return switch (wait) {
      case SOURCE -> longer(source, pause);
      case DESTINATION_INPUT -> input;
      case DESTINATION_RETURNS, STORE -> finish;
    };
  }

  Duration shortest() {
    return shorter(shorter(idle, source), shorter(input, finish));
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) > 0 ? one : other;
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }
}
