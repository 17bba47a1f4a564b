package io.lasius.server.cli;

import java.net.URI;
import java.nio.file.Path;

/** A server that answers. */
interface RunningPlatform extends AutoCloseable {
  /** Where it answers, as in http://127.0.0.1:8080, without a slash at the end. */
  URI address();

  /** The file that holds the credentials for its API. */
  Path credentials();

  /** Stops it, if it was started for this command. */
  @Override
  void close();
}
