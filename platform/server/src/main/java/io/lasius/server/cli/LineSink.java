package io.lasius.server.cli;

import io.lasius.protocol.wire.Line;
import java.io.IOException;

/** Takes a connector's lines, one by one, as they come. */
@FunctionalInterface
interface LineSink {
  /** Takes one; a record is valid only until this returns. */
  void take(Line line) throws IOException;
}
