package io.lasius.connector.destinationfile;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lasius.sdk.TransientException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CommittedFileTest {
  @TempDir private Path folder = Path.of("");
  private Path path;
  private Path journal;

  @BeforeEach
  void name() {
    path = folder.resolve("a.jsonl");
    journal = folder.resolve(".a.jsonl.writing");
  }

  @Test
  void cutsAtItsEndWhatWasNotCommittedAndLeavesNoJournal() throws Exception {
    try (var file = CommittedFile.open(path)) {
      file.output().write("one\n".getBytes(UTF_8));
      file.commit();
      file.output().write("tw".getBytes(UTF_8));
      assertThat(journal).exists();
    }

    assertThat(path).hasContent("one\n");
    assertThat(journal).doesNotExist();
  }

  @Test
  void cutsTheTornTailThatAKilledProcessLeft() throws Exception {
    Files.writeString(path, "one\ntw");
    Files.writeString(journal, "0\n4\n6");

    CommittedFile.recover(path);

    assertThat(path).hasContent("one\n");
    assertThat(journal).doesNotExist();
  }

  @Test
  void neverCutsAFileWithoutAJournalNorOneThatIsShorterThanItSays() throws Exception {
    Files.writeString(path, "edited by hand");
    CommittedFile.recover(path);
    assertThat(path).hasContent("edited by hand");

    Files.writeString(journal, "400\n");
    CommittedFile.recover(path);
    assertThat(path).hasContent("edited by hand");
  }

  @Test
  void cutsNothingWhereTheProcessWasKilledBeforeTheJournalHadALine() throws Exception {
    Files.writeString(path, "one\n");
    Files.writeString(journal, "4");

    CommittedFile.recover(path);

    assertThat(path).hasContent("one\n");
  }

  @Test
  void deletesAFileWhoseContentWasCommittedInThisOne() throws Exception {
    Path other = Files.writeString(folder.resolve(".b"), "two\n");
    Files.writeString(path, "one\ntwo\nth");
    Files.writeString(journal, "4\n8 .b\n");

    CommittedFile.recover(path);

    assertThat(path).hasContent("one\ntwo\n");
    assertThat(other).doesNotExist();
  }

  @Test
  void refusesASecondWriter() throws Exception {
    try (var file = CommittedFile.open(path)) {
      file.commit();

      assertThatThrownBy(() -> CommittedFile.open(path)).isInstanceOf(TransientException.class);
    }
  }

  @Test
  void doesNotWriteThroughALink() throws Exception {
    Path elsewhere = Files.writeString(folder.resolve("elsewhere"), "mine");
    Files.createSymbolicLink(path, elsewhere);

    assertThatThrownBy(() -> CommittedFile.open(path)).isInstanceOf(IOException.class);
    assertThat(elsewhere).hasContent("mine");
  }
}
