package io.lasius.sdk.testkit;

import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.CompletableFuture;

/** A connector that runs: its streams and its end. */
interface RunningConnector {
  OutputStream input();

  InputStream output();

  CompletableFuture<Integer> exit();

  /** Ends it at once, without a chance to finish anything. */
  void kill();
}
