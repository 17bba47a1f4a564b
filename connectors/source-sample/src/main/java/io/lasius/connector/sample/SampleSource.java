package io.lasius.connector.sample;

import io.lasius.sdk.ConnectorMain;
import io.lasius.sdk.Source;
import io.lasius.sdk.SourceStream;
import io.lasius.sdk.StateInterval;
import io.lasius.sdk.StateKind;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** A shop that does not exist. The same settings give the same rows, wherever a read begins. */
final class SampleSource implements Source<SampleConfig> {
  /** States come by the number of records alone, so that two reads are alike. */
  private static final Duration NEVER = Duration.ofDays(1000);

  public static void main(String[] args) {
    System.exit(ConnectorMain.run(new SampleSource(), args));
  }

  @Override
  public Class<SampleConfig> configType() {
    return SampleConfig.class;
  }

  @Override
  public void check(SampleConfig config) {
    // Whatever the record allows works: there is nothing to reach.
  }

  @Override
  public List<SourceStream> streams(SampleConfig config) {
    return Stream.of(new Users(config), new Products(config), new Purchases(config))
        .<SourceStream>map(table -> new TableStream(table, config.recordBytes()))
        .toList();
  }

  @Override
  public StateKind stateKind(SampleConfig config) {
    return config.stateType();
  }

  @Override
  public StateInterval stateInterval(SampleConfig config) {
    return new StateInterval(config.recordsPerState(), NEVER);
  }
}
