package io.lasius.sdk;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.lasius.protocol.catalog.ConfiguredCatalog;
import io.lasius.protocol.catalog.ConfiguredStream;
import io.lasius.protocol.catalog.DestinationSyncMode;
import io.lasius.protocol.wire.RecordLine;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.Pipe;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DestinationRunTest {
  @TempDir Path folder = Path.of("");
  private TestRun.CallFolder files = new TestRun.CallFolder(folder);
  private final Journal journal = new Journal(true);

  record Config() {}

  /** A destination that writes down what is asked of it. */
  private static final class Journal implements Destination<Config> {
    private final List<String> events = new ArrayList<>();
    private final boolean refreshes;
    private final CountDownLatch committed = new CountDownLatch(1);
    private String failsAt = "";

    Journal(boolean refreshes) {
      this.refreshes = refreshes;
    }

    @Override
    public Class<Config> configType() {
      return Config.class;
    }

    @Override
    public void check(Config config) {
      events.add("check");
    }

    @Override
    public Set<DestinationSyncMode> syncModes() {
      return Set.of(DestinationSyncMode.APPEND);
    }

    @Override
    public boolean supportsRefreshes() {
      return refreshes;
    }

    @Override
    public WriteSession open(Config config, ConfiguredCatalog catalog) {
      return new Session();
    }

    private final class Session implements WriteSession {
      @Override
      public StreamWriter stream(ConfiguredStream stream) {
        return new Writer(stream.descriptor().name());
      }

      @Override
      public void close() {
        events.add("close");
      }
    }

    private final class Writer implements StreamWriter {
      private final String name;

      Writer(String name) {
        this.name = name;
      }

      @Override
      public void write(RecordLine record) throws TransientException {
        note("write " + name + " " + UTF_8.decode(record.data()));
      }

      @Override
      public void commit() throws TransientException {
        note("commit " + name);
        committed.countDown();
      }

      @Override
      public void complete() throws TransientException {
        note("complete " + name);
      }

      @Override
      public void close() {
        events.add("close " + name);
      }

      private void note(String event) throws TransientException {
        if (event.equals(failsAt)) {
          throw new TransientException("the disk is full");
        }
        events.add(event);
      }
    }
  }

  @BeforeEach
  void useTheFolder() {
    files = new TestRun.CallFolder(folder);
  }

  @Test
  void commitsBeforeItReturnsAStateAndCompletesWhenTold() throws Exception {
    var run =
        TestRun.of(
            journal,
            files.write("{}", "users"),
            TestRun.record("users", 1),
            TestRun.record("users", 2),
            TestRun.state("users", 2),
            TestRun.status("users", "COMPLETE"));

    assertThat(journal.events)
        .containsExactly(
            "write users {\"id\":1}",
            "write users {\"id\":2}",
            "commit users",
            "complete users",
            "close users",
            "close");
    assertThat(run.lines())
        .containsExactly(
            TestRun.state("users", 2)
                .replace(
                    "\"state\":{\"type\"",
                    "\"state\":{\"destinationStats\":{\"recordCount\":2.0},\"type\""));
    assertThat(run.status()).isZero();
  }

  @Test
  void trainsWithAWriteOfItsOwnAndSaysNothing() throws Exception {
    var run = TestRun.of(journal, List.of("train", "--config", files.file("config.json", "{}")));

    assertThat(run).isEqualTo(new TestRun(0, List.of()));
    assertThat(journal.events).hasSizeGreaterThan(2_000).startsWith("check");
    assertThat(journal.events.get(1)).startsWith("write training {\"id\":1,");
    assertThat(journal.events)
        .contains("commit training")
        .endsWith("complete training", "close training", "close");
  }

  @Test
  void aTrainingFailsAsItsWriteDoes() throws Exception {
    journal.failsAt = "commit training";

    var run = TestRun.of(journal, List.of("train", "--config", files.file("config.json", "{}")));

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.errors().getFirst().message()).isEqualTo("the disk is full");
  }

  @Test
  void manyStatesThatAreWaitingShareOneCommit() throws Exception {
    String[] lines =
        IntStream.rangeClosed(1, 1000)
            .boxed()
            .flatMap(id -> Stream.of(TestRun.record("users", id), TestRun.state("users", id)))
            .toArray(String[]::new);

    var run = TestRun.of(journal, files.write("{}", "users"), lines);

    assertThat(run.states()).hasSize(1000);
    assertThat(journal.events.stream().filter("commit users"::equals).count()).isLessThan(5);
  }

  @Test
  void aStateIsReturnedWhileTheInputPausesInTheMiddleOfALine() throws Exception {
    Pipe input = Pipe.open();
    var arguments = files.write("{}", "users");
    var run =
        CompletableFuture.supplyAsync(
            () -> TestRun.of(journal, arguments, Channels.newInputStream(input.source())));
    try (var lines = Channels.newOutputStream(input.sink())) {
      String whole = TestRun.record("users", 1) + "\n" + TestRun.state("users", 1) + "\n";
      String half = "{\"type\":\"REC";
      lines.write((whole + half).getBytes(UTF_8));

      assertThat(journal.committed.await(20, TimeUnit.SECONDS)).isTrue();
    }

    assertThat(run.get(20, TimeUnit.SECONDS).states()).hasSize(1);
  }

  @Test
  void aStateOfAllStreamsCommitsThemAll() throws Exception {
    TestRun.of(
        journal,
        files.write("{}", "users", "products"),
        TestRun.record("users", 1),
        TestRun.record("products", 1),
        "{\"type\":\"STATE\",\"state\":{\"type\":\"GLOBAL\",\"global\":{\"stream_states\":[]}}}");

    assertThat(journal.events).contains("commit users", "commit products");
  }

  @Test
  void anEndWithoutCompleteKeepsWhatCameAndFinalisesNothing() throws Exception {
    var run =
        TestRun.of(
            journal,
            files.write("{}", "users"),
            TestRun.record("users", 1),
            TestRun.state("users", 1),
            TestRun.record("users", 2));

    assertThat(journal.events)
        .containsSubsequence("write users {\"id\":2}", "commit users", "close users")
        .doesNotContain("complete users");
    assertThat(run.states()).hasSize(1);
    assertThat(run.errors().getFirst().message())
        .contains("before these streams were complete: [users]");
    assertThat(run.status()).isEqualTo(1);
  }

  @Test
  void withoutRefreshesTheEndOfTheInputCompletesAllButWhatEndedIncomplete() throws Exception {
    var plain = new Journal(false);

    TestRun.of(
        plain,
        files.write("{}", "users", "products"),
        TestRun.record("users", 1),
        TestRun.status("products", "INCOMPLETE"));

    assertThat(plain.events)
        .containsSubsequence("commit users", "complete users")
        .doesNotContain("complete products");
  }

  @Test
  void aWriterThatFailsEndsTheWriteAndItsStatesDoNotReturn() throws Exception {
    journal.failsAt = "commit users";

    var run =
        TestRun.of(
            journal,
            files.write("{}", "users"),
            TestRun.record("users", 1),
            TestRun.state("users", 1),
            TestRun.status("users", "COMPLETE"));

    assertThat(run.states()).isEmpty();
    assertThat(run.errors().getFirst().message()).isEqualTo("the disk is full");
    assertThat(run.errors().getFirst().streamDescriptor()).hasToString("users");
    assertThat(journal.events).doesNotContain("complete users").contains("close users", "close");
    assertThat(run.status()).isEqualTo(1);
  }

  @Test
  void aLineThatCannotBeWrittenIsAnErrorAndWhatCameBeforeIsKept() throws Exception {
    for (String line :
        List.of("not JSON", TestRun.record("unknown", 1), TestRun.state("unknown", 1))) {
      journal.events.clear();

      var run =
          TestRun.of(
              journal,
              files.write("{}", "users"),
              TestRun.record("users", 1),
              TestRun.state("users", 1),
              line,
              TestRun.status("users", "COMPLETE"));

      assertThat(run.errors()).hasSize(1);
      assertThat(run.errors().getFirst().message()).contains("line 3");
      assertThat(run.states()).hasSize(1);
      assertThat(journal.events).contains("commit users").doesNotContain("complete users");
      assertThat(run.status()).isEqualTo(1);
    }
  }

  @Test
  void aStateThatHasDestinationStatsAlreadyGetsOurs() throws IOException {
    var run =
        TestRun.of(
            journal,
            files.write("{}", "users"),
            "{\"type\":\"STATE\",\"state\":{\"destinationStats\":null,\"data\":{\"a\":1.00}}}",
            "{\"type\":\"STATE\",\"state\":{ }}");

    assertThat(run.states())
        .containsExactly(
            "{\"destinationStats\":{\"recordCount\":0.0},\"data\":{\"a\":1.00}}",
            "{\"destinationStats\":{\"recordCount\":0.0} }");
  }
}
