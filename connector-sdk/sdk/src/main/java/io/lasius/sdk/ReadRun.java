package io.lasius.sdk;

import io.lasius.protocol.catalog.ConfiguredCatalog;
import io.lasius.protocol.catalog.ConfiguredStream;
import io.lasius.protocol.catalog.StreamDescriptor;
import io.lasius.protocol.message.StreamStatusTrace;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads the configured streams, one after the other. One that fails does not stop the others. */
final class ReadRun {
  private final Map<StreamDescriptor, SourceStream> offered = new LinkedHashMap<>();
  private final MessageOutput output;
  private final Failures failures;
  private final Positions positions;
  private final StateInterval interval;

  ReadRun(MessageOutput output, Failures failures, Positions positions, StateInterval interval) {
    this.output = output;
    this.failures = failures;
    this.positions = positions;
    this.interval = interval;
  }

  /** Names a stream that can be read. */
  void offer(SourceStream stream) throws ConnectorException, IOException, InterruptedException {
    StreamDescriptor descriptor = stream.descriptor();
    if (offered.put(descriptor, stream) != null) {
      throw new IllegalStateException("the source has two streams named " + descriptor);
    }
  }

  /** Whether all streams were read to their end. */
  boolean run(ConfiguredCatalog catalog) throws IOException, InterruptedException {
    boolean whole = true;
    for (ConfiguredStream stream : catalog.streams()) {
      whole &= readStream(stream);
    }
    return whole;
  }

  private boolean readStream(ConfiguredStream configured) throws IOException, InterruptedException {
    StreamDescriptor descriptor = configured.descriptor();
    var stream = new StreamOutput(descriptor, output, positions, interval);
    stream.status(StreamStatusTrace.Status.STARTED);
    try {
      find(descriptor).read(new ReadRequest(configured, positions.find(descriptor)), stream);
    } catch (OutputException | InterruptedException e) {
      throw e;
    } catch (ConnectorException | IOException | RuntimeException e) {
      stream.end();
      failures.tell(e, descriptor);
      stream.status(StreamStatusTrace.Status.INCOMPLETE);
      return false;
    }
    stream.end();
    stream.status(StreamStatusTrace.Status.COMPLETE);
    return true;
  }

  private SourceStream find(StreamDescriptor descriptor) throws ConfigException {
    SourceStream stream = offered.get(descriptor);
    if (stream == null) {
      throw new ConfigException(
          "the source has no stream %s; it has %s: refresh the connection's schema"
              .formatted(descriptor, offered.keySet()),
          null,
          descriptor);
    }
    return stream;
  }
}
