package io.lasius.sdk.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lasius.sdk.ConfigException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class LocalFolderTest {
  @TempDir private Path outside = Path.of("");
  private LocalFolder folder;

  @BeforeEach
  void makeFolder() throws IOException {
    folder = LocalFolder.at(Files.createDirectory(outside.resolve("lent")));
  }

  @ParameterizedTest
  @CsvSource({"/local, ''", "/local/, ''", "/local/a/../b, b", "a/b, a/b", "./a, a", "'', ''"})
  void takesPathsFromLocalOn(String text, String place) throws Exception {
    assertThat(folder.resolve(text)).isEqualTo(folder.root().resolve(place));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/etc", "/", "/localx", "..", "/local/..", "a/../../lent/../x"})
  void refusesPathsThatLeaveIt(String text) {
    assertThatThrownBy(() -> folder.resolve(text))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("leads out of /local");
  }

  @Test
  void refusesAPathThatIsNone() {
    assertThatThrownBy(() -> folder.resolve("a\0b")).isInstanceOf(ConfigException.class);
  }

  @Test
  void makesNoFolderBehindALinkThatLeavesIt() throws Exception {
    Files.createSymbolicLink(folder.root().resolve("link"), outside);

    assertThatThrownBy(() -> folder.createFolder(folder.root().resolve("link/new/folder")))
        .isInstanceOf(ConfigException.class);
    assertThat(outside.resolve("new")).doesNotExist();
  }

  @Test
  void makesNoFolderWhereAFileStands() throws Exception {
    Files.createFile(folder.root().resolve("file"));

    for (var path : List.of("file", "file/below")) {
      assertThatThrownBy(() -> folder.createFolder(folder.root().resolve(path)))
          .isInstanceOf(ConfigException.class)
          .hasMessage("/local/file is a file, but a folder is needed: name another one");
    }
  }

  @Test
  void makesFoldersAndFollowsLinksWithinIt() throws Exception {
    Path real = folder.createFolder(folder.root().resolve("a/b"));
    Files.createSymbolicLink(folder.root().resolve("link"), Path.of("a"));

    assertThat(folder.createFolder(folder.root().resolve("link/b"))).isEqualTo(real);
  }

  @Test
  void saysThatItWasNotLent() {
    var nowhere = LocalFolder.at(outside.resolve("nowhere"));

    assertThatThrownBy(nowhere::requireRoot)
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("/local is not there");
  }
}
