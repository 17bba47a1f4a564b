package io.lasius.replication;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lasius.protocol.catalog.StreamDescriptor;
import io.lasius.protocol.json.Json;
import io.lasius.protocol.message.LogLevel;
import io.lasius.replication.ReplicationOutcome.Failed;
import io.lasius.replication.ReplicationOutcome.Succeeded;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Real processes are killed in the middle; numbered records tell what was lost or doubled. */
@Timeout(60)
final class KillTest {
  private static final int RECORDS = 200_000;
  private static final int RECORDS_PER_STATE = 5_000;
  private static final int POINTS = 10;

  @TempDir private Path folder = Path.of("");

  static Stream<Arguments> points() {
    return Stream.of(ConnectorRole.values())
        .flatMap(role ->
            IntStream.rangeClosed(1, POINTS)
                .mapToObj(point -> Arguments.of(role, point * RECORDS / (POINTS + 2))));
  }

  @ParameterizedTest(name = "{0} killed after {1} committed records")
  @MethodSource("points")
  void losesNothingAndDoublesOnlyWhatLiesBehindTheLastCommittedState(
      ConnectorRole victim, int afterRecords) throws Exception {
    var launcher = new LocalProcessLauncher(folder);
    var first =
        new Attempt(committed -> {
          if (committed >= afterRecords) {
            Objects.requireNonNull(launcher.process(victim)).destroyForcibly();
          }
        });

    var broken = first.run(launcher, null);
    int resumedFrom = first.committedUpTo;
    var second = new Attempt(_ -> {});
    var whole = second.run(launcher, first.state);

    assertThat(broken).isInstanceOf(Failed.class);
    assertThat(whole).isInstanceOf(Succeeded.class);
    assertThat(resumedFrom).isBetween(afterRecords, RECORDS - 1);
    assertThat(second.committedUpTo).isEqualTo(RECORDS);
    var copies = copiesById();
    for (int id = 1; id <= RECORDS; id++) {
      int times = copies.getOrDefault(id, 0);
      assertThat(times).as("copies of record %d", id).isBetween(1, id <= resumedFrom ? 1 : 2);
    }
    assertThat(Objects.requireNonNull(launcher.process(ConnectorRole.SOURCE)).isAlive()).isFalse();
    assertThat(Objects.requireNonNull(launcher.process(ConnectorRole.DESTINATION)).isAlive())
        .isFalse();
  }

  private Map<Integer, Integer> copiesById() throws IOException {
    var copies = new HashMap<Integer, Integer>();
    for (String line : Files.readAllLines(folder.resolve("rows"))) {
      // The line at which the destination was killed may be torn; its record is not committed.
      int at = line.indexOf("\"data\":{\"id\":");
      int end = line.indexOf('}');
      if (at > 0 && line.endsWith("\"emitted_at\":1}}") && line.lastIndexOf("{\"type\"") == 0) {
        copies.merge(Integer.valueOf(line.substring(at + 13, end)), 1, Integer::sum);
      }
    }
    return copies;
  }

  private interface CommitListener {
    void committed(int upTo);
  }

  private final class Attempt implements ReplicationEvents {
    private final CommitListener listener;
    private int committedUpTo;
    private @Nullable String state;

    Attempt(CommitListener listener) {
      this.listener = listener;
    }

    ReplicationOutcome run(ConnectorLauncher launcher, @Nullable String resumeFrom)
        throws InterruptedException {
      String config =
          Json.mapper()
              .createObjectNode()
              .put("records", RECORDS)
              .put("recordsPerState", RECORDS_PER_STATE)
              .put("file", folder.resolve("rows").toString())
              .toString();
      var read =
          ConnectorCommand.read(config, "{}", resumeFrom == null ? null : "[" + resumeFrom + "]");
      var plan =
          SyncFixture.planOf(
              NumberedSource.class.getName(),
              read,
              AppendingDestination.class.getName(),
              ConnectorCommand.write(config, "{}"));
      return new Replication(plan, launcher, this, InstantSource.system()).run();
    }

    @Override
    public void commit(List<StateCommit> returned) {
      var last = Objects.requireNonNull(returned.getLast().state());
      state = last.json();
      committedUpTo = Integer.parseInt(state.replaceAll(".*\"at\":(\\d+).*", "$1"));
      listener.committed(committedUpTo);
    }

    @Override
    public void configChanged(ConnectorRole role, ObjectNode config) {}

    @Override
    public void log(
        @Nullable ConnectorRole origin,
        LogLevel level,
        String text,
        @Nullable StreamDescriptor stream) {}
  }
}
