package io.lasius.connector.fault;

import io.lasius.sdk.Source;
import io.lasius.sdk.SourceStream;
import io.lasius.sdk.StateInterval;
import io.lasius.sdk.StateKind;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/** Reads numbers, without a fault: those are made where its lines leave the process. */
final class FaultSource implements Source<FaultConfig> {
  /** States come by the number of records alone, so that a fault finds the same one every time. */
  private static final Duration NEVER = Duration.ofDays(1000);

  @Override
  public Class<FaultConfig> configType() {
    return FaultConfig.class;
  }

  @Override
  public void check(FaultConfig config) {
    // Whatever the record allows works: there is nothing to reach.
  }

  @Override
  public List<SourceStream> streams(FaultConfig config) {
    return IntStream.rangeClosed(1, config.streams())
        .<SourceStream>mapToObj(number -> new NumberStream("numbers_" + number, config))
        .toList();
  }

  @Override
  public StateKind stateKind(FaultConfig config) {
    return config.stateType();
  }

  @Override
  public StateInterval stateInterval(FaultConfig config) {
    return new StateInterval(config.recordsPerState(), NEVER);
  }
}
