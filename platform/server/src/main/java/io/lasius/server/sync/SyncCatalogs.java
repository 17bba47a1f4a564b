package io.lasius.server.sync;

import io.lasius.protocol.catalog.ConfiguredCatalog;
import io.lasius.protocol.catalog.ConfiguredStream;
import io.lasius.protocol.catalog.StreamDescriptor;
import io.lasius.protocol.catalog.SyncMode;
import io.lasius.replication.StreamRouting;
import io.lasius.replication.mapper.StreamMapping;
import io.lasius.server.connection.ConnectionStream;
import io.lasius.server.job.StreamGeneration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The streams of an attempt as either end gets them: the same ones, in the same order. */
record SyncCatalogs(ConfiguredCatalog source, ConfiguredCatalog destination) {
  /**
   * What a destination with refresh support is told.
   *
   * @param sync number of the job
   */
  record Generations(long sync, Map<StreamDescriptor, StreamGeneration> streams) {
    Generations {
      streams = Map.copyOf(streams);
    }

    private ConfiguredStream of(StreamDescriptor stream, ConfiguredStream configured) {
      var generation = Objects.requireNonNull(streams.get(stream));
      return configured.withGeneration(generation.number(), generation.minimum(), sync);
    }
  }

  /**
   * Configures the streams.
   *
   * @param mappings what becomes of the fields of a stream; nothing where there is none
   * @param generations null where the destination does not support refreshes
   */
  static SyncCatalogs of(
      List<ConnectionStream> streams,
      StreamRouting routing,
      Map<StreamDescriptor, StreamMapping> mappings,
      @Nullable Generations generations) {
    var source = new ArrayList<ConfiguredStream>();
    var destination = new ArrayList<ConfiguredStream>();
    for (var stream : streams) {
      var name = stream.descriptor();
      var read = stream.forSource();
      var written =
          stream.forDestination(
              routing.toDestination(name),
              generations != null,
              mappings.getOrDefault(name, StreamMapping.NONE));
      source.add(generations == null ? read : generations.of(name, read));
      destination.add(generations == null ? written : generations.of(name, written));
    }
    return new SyncCatalogs(ConfiguredCatalog.of(source), ConfiguredCatalog.of(destination));
  }

  /** A full refresh that failed begins again, unless both ends can go on where it stopped. */
  static List<StreamDescriptor> beginAgain(
      List<ConnectionStream> streams, boolean supportsRefreshes) {
    return streams.stream()
        .filter(stream -> stream.syncMode().source() == SyncMode.FULL_REFRESH)
        .filter(stream -> !(supportsRefreshes && stream.stream().canResume()))
        .map(ConnectionStream::descriptor)
        .toList();
  }
}
