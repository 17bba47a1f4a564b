package io.lasius.server.container;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.dockerjava.api.command.InspectVolumeResponse;
import com.sun.management.HotSpotDiagnosticMXBean;
import io.lasius.replication.ConnectorCommand;
import io.lasius.replication.ConnectorLaunch;
import io.lasius.replication.ConnectorLimits;
import io.lasius.replication.ConnectorProcess;
import io.lasius.replication.ConnectorRole;
import io.lasius.replication.LaunchException;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/** The engine of this machine, an image that plays any connector, and a look at what is left. */
public final class EngineUnderTest implements AutoCloseable {
  public static final String IMAGE = "lasius/test-connector:dev";

  /**
   * Writes numbered lines until there is no more room for them, and ends it; the number of the last
   * line that was written whole is in {@code /tmp/written} then.
   */
  public static final String FILLING_THE_WAY =
      """
      i=0
      while printf '%060d\\n' $i; do echo $i >/tmp/written; i=$((i + 1)); done &
      while n=$(cat /tmp/written 2>/dev/null); sleep 0.3; [ -z "$n" ] || [ "$n" != "$(cat /tmp/written)" ]; do :; done
      kill -9 $!
      """;

  private static final long BUILD_LIMIT_SECONDS = 120;
  private static final Duration SETTLE_LIMIT = Duration.ofSeconds(5);

  /** Small, so that a test that goes wrong hurts nobody else on the machine. */
  private static final ConnectorLimits LIMITS = new ConnectorLimits(256L << 20, 0, 256);

  final DockerEngine engine;
  final String installation = "test-" + UUID.randomUUID();

  EngineUnderTest() throws IOException, InterruptedException {
    this(EngineAddress.fromEnvironment(System.getenv()));
  }

  EngineUnderTest(EngineAddress address) throws IOException, InterruptedException {
    engine = new DockerEngine(address);
    buildImage();
  }

  /** What a connector of this name does is told in shell. */
  ConnectorLaunch launch(ConnectorRole role, ConnectorCommand command, String behaviour) {
    return new ConnectorLaunch(
        installation + "-" + role.name(),
        role,
        IMAGE,
        command,
        Map.of("BEHAVIOUR", behaviour),
        Map.of(ContainerLabels.INSTALLATION, installation),
        LIMITS,
        "none",
        false);
  }

  ConnectorProcess source(String behaviour) throws LaunchException, InterruptedException {
    return launcher(LauncherSettings.DEFAULT)
        .launch(launch(ConnectorRole.SOURCE, ConnectorCommand.read("{}", "{}", null), behaviour));
  }

  ConnectorProcess destination(String behaviour) throws LaunchException, InterruptedException {
    return launcher(LauncherSettings.DEFAULT)
        .launch(launch(ConnectorRole.DESTINATION, ConnectorCommand.write("{}", "{}"), behaviour));
  }

  DockerLauncher launcher(LauncherSettings settings) {
    return new DockerLauncher(engine, settings);
  }

  /** Neither a container, nor a volume of one, nor a thread that served one. */
  void assertNothingIsLeft() throws IOException {
    assertThat(containers()).isEmpty();
    assertThat(volumes()).isEmpty();
    assertNoThreadServes(installation);
  }

  /** Threads are named after the containers that they serve. */
  public static void assertNoThreadServes(String containers) throws IOException {
    var deadline = System.nanoTime() + SETTLE_LIMIT.toNanos();
    while (threads().contains(containers) && System.nanoTime() < deadline) {
      Thread.onSpinWait();
    }
    assertThat(threads()).doesNotContain(containers);
  }

  List<ConnectorContainer> containers() throws EngineException {
    return engine.containers(Map.of(ContainerLabels.INSTALLATION, installation));
  }

  /** Names of the volumes that belong to a container of this test. */
  List<String> volumes() throws EngineException {
    var found =
        engine
            .client()
            .call(
                "list volumes",
                docker ->
                    docker
                        .listVolumesCmd()
                        .withFilter(
                            "label", List.of(ContainerLabels.INSTALLATION + "=" + installation))
                        .exec()
                        .getVolumes());
    return found == null ? List.of() : found.stream().map(InspectVolumeResponse::getName).toList();
  }

  /** As an engine does that is stopped while it removes them. */
  void removeContainersAndKeepVolumes() throws EngineException {
    for (var container : containers()) {
      engine
          .client()
          .call(
              "remove", docker -> docker.removeContainerCmd(container.id()).withForce(true).exec());
    }
  }

  /** Every thread of this process, virtual ones too. */
  private static String threads() throws IOException {
    var file = Files.createTempDirectory("lasius-threads").resolve("dump");
    ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
        .dumpThreads(file.toString(), HotSpotDiagnosticMXBean.ThreadDumpFormat.TEXT_PLAIN);
    var text = Files.readString(file);
    Files.delete(file);
    Files.delete(file.getParent());
    return text;
  }

  @Override
  public void close() throws IOException {
    engine.removeLeftovers(installation, _ -> true);
    engine.close();
  }

  /** Builds it, unless it is there. */
  public static void buildImage() throws IOException, InterruptedException {
    var script = Path.of("../../docker/test-connector/build").toRealPath();
    var build = new ProcessBuilder(script.toString()).inheritIO().start();
    assertThat(build.waitFor(BUILD_LIMIT_SECONDS, TimeUnit.SECONDS)).isTrue();
    assertThat(build.exitValue()).isZero();
  }
}
