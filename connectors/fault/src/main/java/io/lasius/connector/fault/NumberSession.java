package io.lasius.connector.fault;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.lasius.protocol.catalog.ConfiguredStream;
import io.lasius.sdk.StreamWriter;
import io.lasius.sdk.WriteSession;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** One write: a file for each stream, or none. */
record NumberSession(@Nullable Path folder, Faults faults) implements WriteSession {
  @Override
  public StreamWriter stream(ConfiguredStream stream) throws IOException {
    if (folder == null) {
      return new NumberWriter(null, faults);
    }
    String name = URLEncoder.encode(stream.descriptor().toString(), UTF_8);
    return new NumberWriter(LineFile.open(folder.resolve(name + ".jsonl")), faults);
  }

  @Override
  public void close() {
    // The writers hold what there is to let go of.
  }
}
