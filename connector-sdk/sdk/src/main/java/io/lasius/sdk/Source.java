package io.lasius.sdk;

import java.io.IOException;
import java.util.List;

/** A connector that reads. */
public non-sealed interface Source<C extends Record> extends Connector<C> {
  /** The streams on offer: discover shows them, read reads those that are configured, in turn. */
  List<SourceStream> streams(C config) throws ConnectorException, IOException, InterruptedException;

  /** How positions are told to the platform; they are gathered from the streams' own. */
  default StateKind stateKind(C config) {
    return StateKind.STREAM;
  }

  /** How often a stream is asked for its position, by {@link StreamOutput#stateDue()}. */
  default StateInterval stateInterval(C config) {
    return StateInterval.DEFAULT;
  }
}
