package io.lasius.connector.destinationfile;

import io.lasius.connector.destinationfile.StreamFiles.Generation;
import io.lasius.protocol.catalog.ConfiguredStream;
import io.lasius.protocol.catalog.DestinationSyncMode;
import io.lasius.sdk.ConfigException;
import io.lasius.sdk.ConnectorException;
import io.lasius.sdk.StreamWriter;
import io.lasius.sdk.WriteSession;
import io.lasius.sdk.local.LocalFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** One write to a folder. */
final class FileSession implements WriteSession {
  private final LocalFolder local;
  private final FileDestinationConfig config;

  FileSession(LocalFolder local, FileDestinationConfig config) {
    this.local = local;
    this.config = config;
  }

  @Override
  public StreamWriter stream(ConfiguredStream stream) throws ConnectorException, IOException {
    StreamFiles files = new StreamFiles(dataFile(stream));
    RecordLayout layout = RecordLayout.of(config, stream);
    CommittedFile.recover(files.data());
    return switch (stream.destinationSyncMode()) {
      case APPEND, OVERWRITE ->
          replaces(stream) ? replacing(files, layout, stream) : appending(files, layout, stream);
      case APPEND_DEDUP, UPDATE, SOFT_DELETE ->
          throw new ConfigException(
              "stream %s is to be written with %s, which files cannot do: choose append or overwrite"
                  .formatted(stream.descriptor(), stream.destinationSyncMode()));
    };
  }

  @Override
  public void close() {}

  private Path dataFile(ConfiguredStream stream) throws ConfigException, IOException {
    Path folder = local.resolve(config.folder());
    String namespace = stream.stream().namespace();
    if (namespace != null && !namespace.isEmpty()) {
      folder = folder.resolve(FileNames.ofNamespace(namespace));
    }
    return local
        .createFolder(folder)
        .resolve(
            FileNames.ofStream(stream.stream().name())
                + config.format().ending()
                + config.compression().ending());
  }

  /** Whether all data of older generations is to go. */
  private static boolean replaces(ConfiguredStream stream) throws ConfigException {
    Long generation = stream.generationId();
    Long minimum = stream.minimumGenerationId();
    if (generation == null || minimum == null || minimum == 0) {
      return stream.destinationSyncMode() == DestinationSyncMode.OVERWRITE;
    }
    if (!minimum.equals(generation)) {
      throw new ConfigException(
          "stream %s has minimum_generation_id %d and generation_id %d: a file keeps all generations or the newest, so the minimum must be 0 or the same"
              .formatted(stream.descriptor(), minimum, generation));
    }
    return true;
  }

  private static StreamWriter replacing(
      StreamFiles files, RecordLayout layout, ConfiguredStream stream)
      throws ConnectorException, IOException {
    if (stream.generationId() == null) {
      discard(files.overwrite());
      return ReplacingWriter.open(files, layout, null);
    }
    var generation = new Generation(stream.generationId(), stream.syncId());
    Path replacement = files.replacement(generation);
    for (Path leftover : files.replacements()) {
      if (!leftover.equals(replacement)) {
        discard(leftover);
      }
    }
    if (!Files.exists(replacement) && files.isMarked(generation)) {
      // A retry after the replacement, before the platform knew of it.
      return new AppendingWriter(files.data(), layout);
    }
    return ReplacingWriter.open(files, layout, generation);
  }

  private static StreamWriter appending(
      StreamFiles files, RecordLayout layout, ConfiguredStream stream)
      throws ConnectorException, IOException {
    if (stream.generationId() != null) {
      // Records of this generation were committed there by a sync that did not complete: the source
      // does not send them again.
      for (Path committed : files.replacementsOf(stream.generationId())) {
        absorb(files, layout, committed);
      }
      for (Path leftover : files.replacements()) {
        discard(leftover);
      }
    }
    return new AppendingWriter(files.data(), layout);
  }

  private static void absorb(StreamFiles files, RecordLayout layout, Path committed)
      throws ConnectorException, IOException {
    CommittedFile.recover(committed);
    if (Files.size(committed) == 0) {
      discard(committed);
      return;
    }
    if (!Files.exists(files.data())) {
      Durability.replace(files.data(), committed);
      return;
    }
    try (var data = RecordFile.open(files.data(), layout)) {
      data.absorb(committed);
    }
  }

  /** A replacement and its journal. */
  private static void discard(Path replacement) throws IOException {
    Durability.delete(replacement);
    Durability.delete(Journal.of(replacement));
  }
}
