package io.lasius.connector.sourcefile;

import io.lasius.sdk.ConfigException;
import io.lasius.sdk.ConnectorMain;
import io.lasius.sdk.Source;
import io.lasius.sdk.SourceStream;
import io.lasius.sdk.StateInterval;
import io.lasius.sdk.local.LocalFolder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads the files of the operator's folder: CSV, TSV and JSON lines, also compressed. */
public final class FileSource implements Source<FileSourceConfig> {
  private final LocalFolder folder;

  FileSource(LocalFolder folder) {
    this.folder = folder;
  }

  public static void main(String[] args) {
    System.exit(ConnectorMain.run(new FileSource(LocalFolder.ofContainer()), args));
  }

  @Override
  public Class<FileSourceConfig> configType() {
    return FileSourceConfig.class;
  }

  /** Reads the first row of each file. */
  @Override
  public void check(FileSourceConfig config)
      throws ConfigException, IOException, InterruptedException {
    List<DataFile> files = find(config);
    if (files.isEmpty()) {
      throw new ConfigException(
          "no file is at '%s': check the path, and what is in %s"
              .formatted(config.path(), LocalFolder.NAME));
    }
    names(config, files);
    for (DataFile file : files) {
      try (var open = OpenFile.open(file, config.format())) {
        open.next();
      }
    }
  }

  @Override
  public List<SourceStream> streams(FileSourceConfig config) throws ConfigException, IOException {
    var streams = new ArrayList<SourceStream>();
    for (var stream : names(config, find(config)).entrySet()) {
      streams.add(new FileStream(stream.getKey(), stream.getValue(), config));
    }
    return streams;
  }

  @Override
  public StateInterval stateInterval(FileSourceConfig config) {
    return new StateInterval(config.recordsPerState(), StateInterval.DEFAULT.time());
  }

  private List<DataFile> find(FileSourceConfig config) throws ConfigException, IOException {
    return new FileFinder(folder).find(config.path());
  }

  private static Map<String, List<DataFile>> names(FileSourceConfig config, List<DataFile> files)
      throws ConfigException {
    if (config.streams() == StreamsSetting.SINGLE) {
      return Map.of(singleName(config, files), files);
    }
    var streams = new LinkedHashMap<String, List<DataFile>>();
    for (DataFile file : files) {
      var other = streams.put(file.stem(), List.of(file));
      if (other != null) {
        throw new ConfigException(
            "the files %s and %s would both be the stream '%s': narrow the path, or let all files be"
                    .formatted(other.getFirst().name(), file.name(), file.stem())
                + " a single stream");
      }
    }
    return streams;
  }

  private static String singleName(FileSourceConfig config, List<DataFile> files) {
    if (config.streamName() != null && !config.streamName().isBlank()) {
      return config.streamName();
    }
    return files.size() == 1 ? files.getFirst().stem() : "files";
  }
}
