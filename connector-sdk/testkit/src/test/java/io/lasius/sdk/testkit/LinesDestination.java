package io.lasius.sdk.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import io.lasius.protocol.catalog.ConfiguredCatalog;
import io.lasius.protocol.catalog.ConfiguredStream;
import io.lasius.protocol.catalog.DestinationSyncMode;
import io.lasius.protocol.json.Json;
import io.lasius.protocol.wire.RecordLine;
import io.lasius.sdk.ConfigException;
import io.lasius.sdk.Destination;
import io.lasius.sdk.StreamWriter;
import io.lasius.sdk.WriteSession;
import io.lasius.sdk.config.Setting;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;

/** A destination as small as one can be that keeps the contract: a file of lines per stream. */
final class LinesDestination implements Destination<LinesDestination.Config> {
  record Config(@Setting String folder) {}

  private final boolean refreshes;

  LinesDestination(boolean refreshes) {
    this.refreshes = refreshes;
  }

  static Path file(Path folder, String stream) {
    return folder.resolve(stream + ".jsonl");
  }

  @Override
  public Class<Config> configType() {
    return Config.class;
  }

  @Override
  public void check(Config config) throws ConfigException {
    if (!Files.isDirectory(Path.of(config.folder()))) {
      throw new ConfigException("%s is no folder".formatted(config.folder()));
    }
  }

  @Override
  public Set<DestinationSyncMode> syncModes() {
    return EnumSet.of(
        DestinationSyncMode.APPEND,
        DestinationSyncMode.OVERWRITE,
        DestinationSyncMode.APPEND_DEDUP);
  }

  @Override
  public boolean supportsRefreshes() {
    return refreshes;
  }

  @Override
  public WriteSession open(Config config, ConfiguredCatalog catalog) {
    return new Session(Path.of(config.folder()));
  }

  private record Session(Path folder) implements WriteSession {
    @Override
    public StreamWriter stream(ConfiguredStream stream) throws IOException {
      return new Lines(folder, stream);
    }

    @Override
    public void close() {
      // The streams hold all there is.
    }
  }

  private static final class Lines implements StreamWriter {
    private final Path target;
    private final Path written;
    private final DestinationSyncMode mode;
    private final FileChannel file;
    private final WritableByteChannel channel;
    private final OutputStream buffered;

    Lines(Path folder, ConfiguredStream stream) throws IOException {
      target = file(folder, stream.stream().name());
      mode = stream.destinationSyncMode();
      boolean replaces = mode == DestinationSyncMode.OVERWRITE;
      written =
          replaces
              ? target.resolveSibling(target.getFileName() + ".generation-" + stream.generationId())
              : target;
      file =
          FileChannel.open(
              written,
              StandardOpenOption.CREATE,
              StandardOpenOption.WRITE,
              StandardOpenOption.APPEND);
      buffered = new BufferedOutputStream(Channels.newOutputStream(file));
      channel = Channels.newChannel(buffered);
    }

    @Override
    public void write(RecordLine record) throws IOException {
      channel.write(record.data());
      buffered.write('\n');
    }

    @Override
    public void commit() throws IOException {
      buffered.flush();
      file.force(false);
    }

    @Override
    public void complete() throws IOException {
      if (mode == DestinationSyncMode.APPEND_DEDUP) {
        Path temporary = target.resolveSibling(target.getFileName() + ".dedup");
        Files.write(temporary, latestOfEachKey());
        Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
      } else if (!written.equals(target)) {
        Files.move(written, target, StandardCopyOption.ATOMIC_MOVE);
      }
    }

    private List<String> latestOfEachKey() throws IOException {
      var latest = new LinkedHashMap<JsonNode, String>();
      for (String line : Files.readAllLines(target)) {
        latest.put(Json.parse(line).path("id"), line);
      }
      return new ArrayList<>(latest.values());
    }

    @Override
    public void close() throws IOException {
      file.close();
    }
  }
}
