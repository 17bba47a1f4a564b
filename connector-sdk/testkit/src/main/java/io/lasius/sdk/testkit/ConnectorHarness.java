package io.lasius.sdk.testkit;

import io.lasius.sdk.Connector;
import java.io.IOException;
import java.util.List;

/** Runs a connector in a test: its class in this JVM, or its image in a container. */
public sealed interface ConnectorHarness permits ImageHarness, InProcessHarness {
  /** Runs the class, on a thread of this JVM, between pipes. */
  static ConnectorHarness of(Connector<?> connector) {
    return new InProcessHarness(connector);
  }

  /**
   * Runs the image by the command {@code docker}; the engine must be on this machine.
   *
   * @param options more options of {@code docker run}, such as {@code --network=none}
   */
  static ConnectorHarness ofImage(String image, String... options) {
    return new ImageHarness(image, List.of(options));
  }

  /** Starts a call; what it reads and writes goes through the session. */
  ConnectorSession start(ConnectorCall call) throws IOException;

  /** Makes a call with these lines as its input, and waits until it has ended. */
  default ConnectorOutcome run(ConnectorCall call, List<String> input)
      throws IOException, InterruptedException {
    try (var session = start(call)) {
      for (String line : input) {
        session.send(line);
      }
      session.endInput();
      return session.await();
    }
  }

  /** Makes a call without input, and waits until it has ended. */
  default ConnectorOutcome run(ConnectorCall call) throws IOException, InterruptedException {
    return run(call, List.of());
  }
}
