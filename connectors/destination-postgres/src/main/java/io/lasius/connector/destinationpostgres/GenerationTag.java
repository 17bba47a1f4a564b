package io.lasius.connector.destinationpostgres;

import io.lasius.protocol.catalog.ConfiguredStream;
import org.jspecify.annotations.Nullable;

/**
 * To which generation a row belongs, and which job wrote it: a retry is of the same, while a
 * platform that was installed anew begins to count at 1 again.
 *
 * @param sync null where the platform tells none
 */
record GenerationTag(long generation, @Nullable Long sync) {
  /** The tag of a stream's rows; generation 0 where the platform tells none. */
  static GenerationTag of(ConfiguredStream stream) {
    Long generation = stream.generationId();
    return new GenerationTag(generation == null ? 0 : generation, stream.syncId());
  }
}
