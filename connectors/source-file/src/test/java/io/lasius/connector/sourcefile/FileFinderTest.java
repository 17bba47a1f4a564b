package io.lasius.connector.sourcefile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lasius.sdk.ConfigException;
import io.lasius.sdk.local.LocalFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class FileFinderTest {
  @TempDir private Path folder = Path.of("");
  private Path local;
  private FileFinder finder;

  @BeforeEach
  void makeFiles() throws IOException {
    local = folder.resolve("local");
    for (String name :
        new String[] {
          "a.csv",
          "b.csv",
          "c.tsv",
          ".hidden.csv",
          "sub/d.csv",
          "sub/deep/e.csv",
          ".dir/f.csv",
          "od[d].csv",
        }) {
      Path path = local.resolve(name);
      Files.createDirectories(path.getParent());
      Files.writeString(path, name);
    }
    Files.writeString(folder.resolve("outside.csv"), "x");
    finder = new FileFinder(LocalFolder.at(local));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/local/a.csv     | a.csv",
        "a.csv            | a.csv",
        "/local/*.csv     | a.csv,b.csv,od[d].csv",
        "/local/{a,c}.*   | a.csv,c.tsv",
        "/local/**/*.csv  | a.csv,b.csv,od[d].csv,sub/d.csv,sub/deep/e.csv",
        "sub/*.csv        | sub/d.csv",
        "sub/**           | sub/d.csv,sub/deep/e.csv",
        "od[d].csv        | od[d].csv",
        ".hidden.csv      | .hidden.csv",
        "nothing/*.csv    | ''",
        "nothing.csv      | ''",
        "sub              | ''",
        "sub/../b.csv     | b.csv",
      })
  void findsFilesInOrderAndPassesOverHiddenOnes(String pattern, String files) throws Exception {
    assertThat(String.join(",", finder.find(pattern).stream().map(DataFile::name).toList()))
        .isEqualTo(files);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/etc/passwd",
        "/local/../outside.csv",
        "../outside.csv",
        "../*.csv",
        "/*.csv",
        "sub/../../outside.csv",
        "/local/../../**",
      })
  void refusesAPathThatLeavesTheFolder(String path) {
    assertThatThrownBy(() -> finder.find(path))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("leads out of /local");
  }

  @Test
  void refusesALinkThatLeavesTheFolder() throws Exception {
    Files.createSymbolicLink(local.resolve("out.csv"), folder.resolve("outside.csv"));
    Files.createSymbolicLink(local.resolve("away"), folder);

    for (String path : new String[] {"out.csv", "*.csv", "away/outside.csv", "away/*.csv"}) {
      assertThatThrownBy(() -> finder.find(path)).as(path).isInstanceOf(ConfigException.class);
    }
  }

  @Test
  void followsALinkThatStaysInTheFolder() throws Exception {
    Files.createSymbolicLink(local.resolve("again.csv"), Path.of("sub/d.csv"));

    assertThat(finder.find("again.csv")).extracting(DataFile::name).containsExactly("again.csv");
  }

  @Test
  void saysThatTheFolderIsNotThere() {
    var nowhere = new FileFinder(LocalFolder.at(folder.resolve("nowhere")));

    assertThatThrownBy(() -> nowhere.find("*.csv"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("/local is not there");
  }

  @Test
  void refusesAMalformedPattern() {
    assertThatThrownBy(() -> finder.find("a[.csv"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("malformed");
  }
}
