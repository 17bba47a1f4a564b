package io.lasius.replication;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lasius.protocol.catalog.CatalogStream;
import io.lasius.protocol.catalog.ConfiguredCatalog;
import io.lasius.protocol.catalog.ConfiguredStream;
import io.lasius.protocol.catalog.DestinationSyncMode;
import io.lasius.protocol.catalog.StreamDescriptor;
import io.lasius.protocol.catalog.SyncMode;
import io.lasius.protocol.json.Json;
import io.lasius.protocol.message.FailureType;
import io.lasius.protocol.message.LogLevel;
import io.lasius.protocol.wire.ReaderLimits;
import io.lasius.replication.mapper.Mapper;
import io.lasius.replication.mapper.StreamMapping;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A sync of one stream, users, between two scripts. */
final class SyncFixture implements ReplicationEvents {
  private final List<String> received = Collections.synchronizedList(new ArrayList<>());
  private final List<String> committed = Collections.synchronizedList(new ArrayList<>());
  private final List<String> setAside = Collections.synchronizedList(new ArrayList<>());
  private final List<String> logged = Collections.synchronizedList(new ArrayList<>());
  private final List<PipeConnector> started = Collections.synchronizedList(new ArrayList<>());
  private PipeConnector.@Nullable Script source;
  private PipeConnector.@Nullable Script destination = io -> 0;
  private DestinationSyncMode mode = DestinationSyncMode.APPEND;
  private StartHook beforeSourceStarts = () -> {};
  private ReplicationLimits limits = ReplicationLimits.of(ReaderLimits.defaults());
  private RecordChecks checks = RecordChecks.NONE;
  private ObjectNode schema =
      Json.mapper()
          .createObjectNode()
          .set(
              "properties",
              Json.mapper().createObjectNode().set("id", Json.mapper().createObjectNode()));
  private boolean supportsRefreshes;
  private boolean readsNothing;
  private boolean commitsFail;
  private String prefix = "";
  private StreamMapping mapping = StreamMapping.NONE;
  private @Nullable Replication replication;

  /** What happens while the source is being started. */
  interface StartHook {
    void run() throws InterruptedException;
  }

  void beforeSourceStarts(StartHook hook) {
    beforeSourceStarts = hook;
  }

  void source(PipeConnector.Script script) {
    source = script;
  }

  void destination(PipeConnector.Script script) {
    destination = script;
  }

  /** How long a connector may keep the sync waiting. */
  void stalls(StallLimits stalls) {
    limits = limits.with(stalls);
  }

  /** How long either connector may be silent where nobody can tell what it does. */
  void silence(Duration source, Duration destination) {
    var others = limits.stalls();
    stalls(new StallLimits(others.idle(), source, destination, others.finish(), others.pause()));
  }

  /** How long a connector may run on once it took no more input, or wrote no more output. */
  void exitLimit(Duration limit) {
    limits = new ReplicationLimits(limits.reader(), limit, limits.cancel(), limits.stalls());
  }

  void checks(RecordChecks wanted) {
    checks = wanted;
  }

  void schema(String json) throws IOException {
    schema = (ObjectNode) Json.parse(json);
  }

  void supportsRefreshes() {
    supportsRefreshes = true;
  }

  void readsNothing() {
    readsNothing = true;
  }

  void overwrites() {
    mode = DestinationSyncMode.OVERWRITE;
  }

  void commitsFail() {
    commitsFail = true;
  }

  void prefix(String prefix) {
    this.prefix = prefix;
  }

  void mappers(Mapper... mappers) {
    mapping = new StreamMapping(null, List.of(mappers));
  }

  void sourceDoesNotStart() {
    source = null;
  }

  void destinationDoesNotStart() {
    destination = null;
  }

  /** A destination that returns every state as it comes. */
  static PipeConnector.Script echo() {
    return io -> {
      for (String line = io.line(); line != null; line = io.line()) {
        if (line.contains("\"STATE\"")) {
          io.emit(line);
        }
      }
      return 0;
    };
  }

  static String record(String stream, int id) {
    return "{\"type\":\"RECORD\",\"record\":{\"stream\":\"%s\",\"data\":{\"id\":%d},\"emitted_at\":1}}"
        .formatted(stream, id);
  }

  static String state(String stream, int at) {
    return "{\"type\":\"STATE\",\"state\":" + stateJson(stream, at) + "}";
  }

  static String stateJson(String stream, int at) {
    return "{\"type\":\"STREAM\",\"stream\":{\"stream_descriptor\":{\"name\":\"%s\"},\"stream_state\":{\"at\":%d}}}"
        .formatted(stream, at);
  }

  ReplicationOutcome run() throws InterruptedException {
    replication = new Replication(plan(), this::launch, this, InstantSource.system());
    return replication.run();
  }

  /** Both connectors are ended, and nobody says why. */
  List<FailureReason> runStoppedWithoutReason() throws InterruptedException, LaunchException {
    var plan = plan();
    var failures = new Failures();
    var source = launchOf(ConnectorRole.SOURCE, "script", ConnectorCommand.read("{}", "{}", null));
    var connectors = new Connectors(launch(source), launch(plan.destination()));
    var progress = new SyncProgress(plan.sourceCatalog());
    var running =
        new RunningSync(plan, connectors, this, InstantSource.system(), progress, failures);
    running.stop();
    running.run();
    return failures.reasons();
  }

  ReplicationOutcome runUnchecked() {
    try {
      return run();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  Replication replication() {
    if (replication == null) {
      throw new IllegalStateException("the sync has not begun");
    }
    return replication;
  }

  /** Lines that the destination read. */
  List<String> received() {
    return List.copyOf(received);
  }

  /** The states that were committed, as the source wrote them. */
  List<String> committedStates() {
    return List.copyOf(committed);
  }

  /** What the attempt's log was told. */
  List<String> logged() {
    return List.copyOf(logged);
  }

  long connectorsStillRunning() {
    return started.stream().filter(connector -> !connector.awaitEnd()).count();
  }

  private ConnectorProcess launch(ConnectorLaunch launch)
      throws LaunchException, InterruptedException {
    boolean isSource = launch.role() == ConnectorRole.SOURCE;
    if (isSource) {
      beforeSourceStarts.run();
    }
    var script = isSource ? source : destination;
    if (script == null) {
      var origin = isSource ? FailureOrigin.SOURCE : FailureOrigin.DESTINATION;
      throw new LaunchException(
          FailureReason.now(origin, FailureType.CONFIG_ERROR, "there is no such image", ""), null);
    }
    return start(script);
  }

  private PipeConnector start(PipeConnector.Script script) {
    var connector = new PipeConnector(script, received::add);
    started.add(connector);
    return connector;
  }

  private ReplicationPlan plan() {
    var routing =
        StreamRouting.of(
            List.of(StreamDescriptor.of("users")), NamespaceDefinition.SOURCE, null, prefix);
    return new ReplicationPlan(
        readsNothing
            ? null
            : launchOf(ConnectorRole.SOURCE, "script", ConnectorCommand.read("{}", "{}", null)),
        launchOf(ConnectorRole.DESTINATION, "script", ConnectorCommand.write("{}", "{}")),
        catalog("users"),
        catalog(prefix + "users"),
        routing,
        supportsRefreshes,
        limits,
        checks,
        Map.of(StreamDescriptor.of("users"), mapping));
  }

  private static ConnectorLaunch launchOf(
      ConnectorRole role, String image, ConnectorCommand command) {
    return new ConnectorLaunch(
        role.name(),
        role,
        image,
        command,
        Map.of(),
        Map.of(),
        ConnectorLimits.DEFAULT,
        "none",
        false);
  }

  private ConfiguredCatalog catalog(String name) {
    var stream = CatalogStream.of(name, schema).incremental();
    return ConfiguredCatalog.of(List.of(ConfiguredStream.of(stream, SyncMode.INCREMENTAL, mode)));
  }

  @Override
  public void commit(List<StateCommit> returned) throws CommitException {
    if (commitsFail) {
      throw new CommitException("the database is gone", new IOException("gone"));
    }
    for (StateCommit commit : returned) {
      if (commit.state() != null) {
        committed.add(commit.state().json());
      }
    }
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
