package io.lasius.server.container;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/**
 * Files going into a container and out of it, through the engine: this works with an engine on
 * another machine too. What goes in lies in a folder of an anonymous volume, since a read-only root
 * refuses it anywhere else.
 */
final class ContainerFiles {
  /** Where the anonymous volume is mounted. */
  static final String VOLUME = "/config";

  /** The volume itself belongs to root; this folder in it to the connector. */
  private static final String FOLDER = "run";

  private static final int FOLDER_MODE = 0700;
  private static final int FILE_MODE = 0600;

  /** What a tar archive is made of. */
  private static final int BLOCK = 512;

  private ContainerFiles() {}

  /** Where the file of an option is seen by the connector. */
  static String path(String option) {
    return "%s/%s/%s.json".formatted(VOLUME, FOLDER, option);
  }

  /**
   * Copies the files of a command into a container that has not started yet. They belong to its
   * user, since connectors rewrite their configuration in place.
   */
  static void copy(
      EngineClient engine, String container, ContainerUser owner, Map<String, String> files)
      throws EngineException {
    engine.call(
        "copy files into the container " + container,
        docker ->
            docker
                .copyArchiveToContainerCmd(container)
                .withRemotePath(VOLUME)
                .withTarInputStream(archive(owner, files))
                .exec());
  }

  /** The text of a file in a container, started or not; empty where there is none. */
  static String read(EngineClient engine, String container, String path) throws EngineException {
    try {
      return engine.call(
          "read %s of the container %s".formatted(path, container),
          docker -> firstEntry(docker.copyArchiveFromContainerCmd(container, path).exec()));
    } catch (EngineException e) {
      if (e.status() == EngineClient.NOT_FOUND) {
        return "";
      }
      throw e;
    }
  }

  /** Not copied together, since a catalog may be large. */
  private static InputStream archive(ContainerUser owner, Map<String, String> files) {
    var parts = new ArrayList<InputStream>();
    parts.add(folder(owner));
    files.forEach((name, text) -> parts.add(file(owner, name, text)));
    parts.add(new ByteArrayInputStream(new byte[2 * BLOCK]));
    return new SequenceInputStream(Collections.enumeration(parts));
  }

  private static InputStream folder(ContainerUser owner) {
    var entry = new TarArchiveEntry(FOLDER + "/");
    entry.setMode(FOLDER_MODE);
    return new ByteArrayInputStream(header(entry, owner));
  }

  private static InputStream file(ContainerUser owner, String name, String text) {
    var content = text.getBytes(StandardCharsets.UTF_8);
    var entry = new TarArchiveEntry("%s/%s.json".formatted(FOLDER, name));
    entry.setMode(FILE_MODE);
    entry.setSize(content.length);
    var padding = new byte[-content.length & (BLOCK - 1)];
    return new SequenceInputStream(
        Collections.enumeration(
            List.of(
                new ByteArrayInputStream(header(entry, owner)),
                new ByteArrayInputStream(content),
                new ByteArrayInputStream(padding))));
  }

  private static byte[] header(TarArchiveEntry entry, ContainerUser owner) {
    entry.setIds(owner.uid(), owner.gid());
    entry.setUserName("");
    entry.setGroupName("");
    var header = new byte[BLOCK];
    entry.writeEntryHeader(header);
    return header;
  }

  private static String firstEntry(InputStream archive) {
    try (var tar = new TarArchiveInputStream(archive)) {
      var entry = tar.getNextEntry();
      return entry == null || !entry.isFile()
          ? ""
          : new String(tar.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("the engine's archive cannot be read", e);
    }
  }
}
