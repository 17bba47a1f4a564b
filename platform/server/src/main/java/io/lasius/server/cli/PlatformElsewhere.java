package io.lasius.server.cli;

import java.net.URI;
import java.nio.file.Path;

/** A server that somebody else started. */
record PlatformElsewhere(URI address, Path credentials) implements RunningPlatform {
  /** Leaves it running. */
  @Override
  public void close() {}
}
