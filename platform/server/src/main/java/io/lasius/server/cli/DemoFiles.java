package io.lasius.server.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.zip.ZipFile;

/** The files that the demo syncs, and those that it makes. */
final class DemoFiles {
  private static final String ENDING = ".csv";
  private static final List<String> STREAMS = List.of("airports", "seattle-weather");

  private final Path folder;
  private final Path jar;

  /**
   * The demo's files.
   *
   * @param home the folder of the launcher
   */
  DemoFiles(DataFolder data, Path home) {
    this.folder = data.local().resolve("demo");
    this.jar = home.resolve("connectors/source-file/target/source-file.jar");
  }

  /** The streams that the source makes of the files. */
  List<String> streams() {
    return STREAMS;
  }

  Path folder() {
    return folder;
  }

  /** Where the destination writes to. */
  Path outputFolder() {
    return folder.resolve("output");
  }

  /** The file of a stream; it may not be there. */
  Path output(String stream) {
    return outputFolder().resolve(stream + ".jsonl");
  }

  /** Lays down what is missing; what is there already is not touched, nor read again. */
  void layDown() {
    try {
      Files.createDirectories(folder);
      for (var stream : STREAMS) {
        var file = folder.resolve(stream + ENDING);
        if (Files.notExists(file)) {
          layDown(stream + ENDING, file);
        }
      }
    } catch (IOException e) {
      throw CliException.failed(
          "the demo's files could not be laid down in %s: %s".formatted(folder, e.getMessage()), e);
    }
  }

  /** Whole or not at all: a source would take half a file for a file. */
  private void layDown(String name, Path file) throws IOException {
    var beside = Files.createTempFile(folder, name, ".new");
    try {
      try (var archive = new ZipFile(jar.toFile());
          var content = open(archive, name)) {
        Files.copy(content, beside, StandardCopyOption.REPLACE_EXISTING);
      }
      Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(beside);
    }
  }

  /** They come with the connector that reads them, in whichever of its packages. */
  private InputStream open(ZipFile archive, String name) throws IOException {
    var entry =
        archive.stream()
            .filter(each -> each.getName().equals(name) || each.getName().endsWith("/" + name))
            .findAny()
            .orElseThrow(() -> new IOException("%s holds no %s".formatted(jar, name)));
    return archive.getInputStream(entry);
  }
}
