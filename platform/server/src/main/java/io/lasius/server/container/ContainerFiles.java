package io.lasius.server.container;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

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
    var archive = archive(owner, files);
    engine.call(
        "copy files into the container " + container,
        docker ->
            docker
                .copyArchiveToContainerCmd(container)
                .withRemotePath(VOLUME)
                .withTarInputStream(new ByteArrayInputStream(archive))
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

  private static byte[] archive(ContainerUser owner, Map<String, String> files) {
    var bytes = new ByteArrayOutputStream();
    try (var tar = new TarArchiveOutputStream(bytes)) {
      var folder = new TarArchiveEntry(FOLDER + "/");
      folder.setMode(FOLDER_MODE);
      put(tar, folder, owner, new byte[0]);
      for (var file : files.entrySet()) {
        var entry = new TarArchiveEntry("%s/%s.json".formatted(FOLDER, file.getKey()));
        entry.setMode(FILE_MODE);
        put(tar, entry, owner, file.getValue().getBytes(StandardCharsets.UTF_8));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory failed", e);
    }
    return bytes.toByteArray();
  }

  private static void put(
      TarArchiveOutputStream tar, TarArchiveEntry entry, ContainerUser owner, byte[] content)
      throws IOException {
    entry.setIds(owner.uid(), owner.gid());
    entry.setUserName("");
    entry.setGroupName("");
    entry.setSize(content.length);
    tar.putArchiveEntry(entry);
    tar.write(content);
    tar.closeArchiveEntry();
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
