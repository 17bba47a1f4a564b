package io.lasius.replication;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lasius.connector.fault.FaultConnector;
import io.lasius.protocol.catalog.CatalogStream;
import io.lasius.protocol.catalog.ConfiguredCatalog;
import io.lasius.protocol.catalog.ConfiguredStream;
import io.lasius.protocol.catalog.DestinationSyncMode;
import io.lasius.protocol.catalog.StreamDescriptor;
import io.lasius.protocol.catalog.SyncMode;
import io.lasius.protocol.json.Json;
import io.lasius.protocol.message.LogLevel;
import io.lasius.protocol.message.StreamState;
import io.lasius.protocol.wire.ReaderLimits;
import io.lasius.replication.ReplicationOutcome.Succeeded;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A connection between two fault connectors, and all attempts to sync it. */
final class FaultSync implements ReplicationEvents {
  private final Path folder;
  private final FaultLauncher launcher;
  private final ObjectNode source = Json.mapper().createObjectNode();
  private final ObjectNode destination = Json.mapper().createObjectNode();
  private final List<String> streams;
  private final Map<StreamDescriptor, String> states = new LinkedHashMap<>();
  private final List<String> setAside = Collections.synchronizedList(new ArrayList<>());
  private final List<String> logged = Collections.synchronizedList(new ArrayList<>());
  private CommitHook beforeCommit = _ -> {};
  private CommitHook afterCommit = _ -> {};
  private ReplicationLimits limits = ReplicationLimits.of(ReaderLimits.defaults());
  private RecordChecks checks = RecordChecks.NONE;
  private int attempts;

  /** What happens at a commit, given the number of commits so far. */
  interface CommitHook {
    void at(int commits) throws CommitException;
  }

  private int commits;

  FaultSync(Path folder, int streams, FaultLauncher launcher) {
    this.folder = folder;
    this.launcher = launcher;
    this.streams = IntStream.rangeClosed(1, streams).mapToObj(n -> "numbers_" + n).toList();
    source.put("streams", streams);
    destination.put("folder", "/local/out");
  }

  /** Settings of the source. */
  ObjectNode source() {
    return source;
  }

  /** Settings of the destination. */
  ObjectNode destination() {
    return destination;
  }

  /** Puts a fault into settings. */
  static void fault(ObjectNode settings, String fault) throws IOException {
    settings.set("fault", Json.parse(fault));
  }

  void limits(Duration finish, Duration sourceSilence, Duration destinationStall) {
    limits =
        limits.with(
            new StallLimits(
                StallLimits.DEFAULT_IDLE, sourceSilence, destinationStall, finish, Duration.ZERO));
  }

  void checks(RecordChecks wanted) {
    checks = wanted;
  }

  void beforeCommit(CommitHook hook) {
    beforeCommit = hook;
  }

  void afterCommit(CommitHook hook) {
    afterCommit = hook;
  }

  FaultLauncher launcher() {
    return launcher;
  }

  List<String> logged() {
    return List.copyOf(logged);
  }

  /** One attempt, from the states that were committed so far. */
  ReplicationOutcome attempt() throws InterruptedException {
    var outcome = new Replication(plan(), launcher, this, InstantSource.system()).run();
    attempts++;
    return outcome;
  }

  /** Attempts until one succeeds. */
  Succeeded succeed(int limit) throws InterruptedException {
    while (true) {
      var outcome = attempt();
      if (outcome instanceof Succeeded success) {
        return success;
      }
      assertThat(attempts).as("attempts; the last one: %s", outcome).isLessThan(limit);
    }
  }

  /** The state that the stream resumes from; null where there is none. */
  @Nullable String state(String stream) {
    return states.get(StreamDescriptor.of(stream));
  }

  /** The id that the stream was committed up to. */
  int committedUpTo(String stream) {
    String state = state(stream);
    return state == null
        ? 0
        : Integer.parseInt(state.replaceAll(".*\"stream_state\":\\{\"id\":(\\d+)}.*", "$1"));
  }

  /** How often each id of the stream is at the destination. */
  Map<Integer, Integer> copies(String stream) throws IOException {
    var copies = new HashMap<Integer, Integer>();
    Path file = folder.resolve("out").resolve(stream + ".jsonl");
    if (Files.exists(file)) {
      for (String line : Files.readAllLines(file)) {
        // A kill tears the last line, until the file is written on.
        if (line.endsWith("}")) {
          copies.merge(Json.parse(line).path("id").intValue(), 1, Integer::sum);
        }
      }
    }
    return copies;
  }

  /** Fails unless all that was started has ended, and left nothing. */
  void assertNothingIsLeft() {
    assertThat(launcher.left()).as("processes and temporary files").isEmpty();
    assertThat(SyncThreads.running(folder)).as("threads").isEmpty();
  }

  private ReplicationPlan plan() {
    var catalog = catalog();
    String text = Json.write(Json.mapper().valueToTree(catalog));
    String resume = states.isEmpty() ? null : states.values().toString();
    return new ReplicationPlan(
        launch(ConnectorRole.SOURCE, ConnectorCommand.read(source.toString(), text, resume)),
        launch(ConnectorRole.DESTINATION, ConnectorCommand.write(destination.toString(), text)),
        catalog,
        catalog,
        StreamRouting.of(
            streams.stream().map(StreamDescriptor::of).toList(),
            NamespaceDefinition.SOURCE,
            null,
            ""),
        false,
        limits,
        checks,
        Map.of());
  }

  private ConnectorLaunch launch(ConnectorRole role, ConnectorCommand command) {
    return new ConnectorLaunch(
        role.name(),
        role,
        FaultConnector.class.getName(),
        command,
        Map.of(
            FaultConnector.LOCAL,
            folder.toString(),
            "WORKER_JOB_ATTEMPT",
            Integer.toString(attempts)),
        Map.of(),
        ConnectorLimits.DEFAULT,
        "none",
        false);
  }

  private ConfiguredCatalog catalog() {
    return ConfiguredCatalog.of(
        streams.stream()
            .map(name -> CatalogStream.of(name, Json.mapper().createObjectNode()).incremental())
            .map(stream ->
                ConfiguredStream.of(stream, SyncMode.INCREMENTAL, DestinationSyncMode.APPEND))
            .toList());
  }

  @Override
  public void commit(List<StateCommit> returned) throws CommitException {
    beforeCommit.at(commits);
    for (StateCommit commit : returned) {
      if (commit.state() instanceof StreamState state) {
        states.put(state.stream(), state.json());
      }
    }
    commits++;
    afterCommit.at(commits);
  }

  @Override
  public void setAside(RejectedRecord rejected) {
    setAside.add(
        "%s %s: %s %s"
            .formatted(
                rejected.stream(),
                rejected.reason(),
                rejected.why(),
                UTF_8.decode(rejected.message())));
  }

  /** Each record that was set aside: stream, reason, why, and its line. */
  List<String> setAside() {
    return List.copyOf(setAside);
  }

  @Override
  public void configChanged(ConnectorRole role, ObjectNode config) {}

  @Override
  public void log(
      @Nullable ConnectorRole origin,
      LogLevel level,
      String text,
      @Nullable StreamDescriptor stream) {
    logged.add(text);
  }
}
