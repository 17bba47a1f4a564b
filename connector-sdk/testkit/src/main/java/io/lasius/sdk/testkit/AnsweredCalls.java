package io.lasius.sdk.testkit;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What connectors answered to calls that change nothing. Several tests of a contract look at the
 * same answer, and a container for each look would take long. Thread-safe.
 */
final class AnsweredCalls {
  private record Key(Class<?> contract, ConnectorCall call) {}

  private static final Map<Key, ConnectorOutcome> ANSWERED = new ConcurrentHashMap<>();

  private AnsweredCalls() {}

  /** Makes the call, unless a test of the same contract has made it. */
  static ConnectorOutcome once(Class<?> contract, ConnectorHarness connector, ConnectorCall call)
      throws IOException, InterruptedException {
    var key = new Key(contract, call);
    var known = ANSWERED.get(key);
    if (known == null) {
      known = connector.run(call);
      ANSWERED.put(key, known);
    }
    return known;
  }
}
