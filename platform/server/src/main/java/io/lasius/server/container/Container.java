package io.lasius.server.container;

import com.github.dockerjava.api.model.Statistics;
import com.github.dockerjava.api.model.WaitResponse;
import io.lasius.replication.ConnectorExit;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A container on the engine, and what can be asked of it. Thread-safe. */
final class Container implements TailWatch.Word {
  private static final Logger log = LoggerFactory.getLogger(Container.class);
  private static final Duration REMOVE_LIMIT = Duration.ofSeconds(60);

  private final DockerEngine engine;
  private final EngineClient client;
  private final String id;
  private final String name;

  Container(DockerEngine engine, EngineClient client, String id, String name) {
    this.engine = engine;
    this.client = client;
    this.id = id;
    this.name = name;
  }

  String name() {
    return name;
  }

  void copyFiles(ContainerUser owner, Map<String, String> files) throws EngineException {
    ContainerFiles.copy(client, id, owner, files);
  }

  /** The text of a file, started or not; empty where there is none. */
  String readFile(String path) throws EngineException {
    return ContainerFiles.read(client, id, path);
  }

  Attach attach(Attach.Streams streams) throws EngineException {
    try {
      return Attach.open(client.open(), client.apiVersion(), id, streams);
    } catch (IOException e) {
      throw client.failure("attach to the container " + name, e);
    }
  }

  void start() throws EngineException {
    client.call("start the container " + name, docker -> docker.startContainerCmd(id).exec());
  }

  /**
   * Waits until it has ended.
   *
   * @throws EngineException if the engine is lost meanwhile
   */
  ConnectorExit awaitExit() throws EngineException, InterruptedException {
    Throwable brokenOff = null;
    try {
      client.<WaitResponse>lastPart((docker, answer) -> docker.waitContainerCmd(id).exec(answer));
    } catch (ExecutionException | IOException e) {
      brokenOff = e;
    }
    // The answer to the wait knows the status, but not whether memory ran out.
    var state =
        client
            .call("inspect the container " + name, d -> d.inspectContainerCmd(id).exec())
            .getState();
    if (Boolean.TRUE.equals(state.getRunning())) {
      throw client.failure(
          "wait for the container " + name,
          Objects.requireNonNullElseGet(brokenOff, () -> new IOException("it still runs")));
    }
    return new ConnectorExit(
        Math.toIntExact(Objects.requireNonNull(state.getExitCodeLong())),
        Boolean.TRUE.equals(state.getOOMKilled()));
  }

  /** Whether it runs, by an engine that does not answer while it is busy with the end of it. */
  @Override
  public boolean isRunning() throws EngineException {
    return Boolean.TRUE.equals(
        client
            .call("inspect the container " + name, d -> d.inspectContainerCmd(id).exec())
            .getState()
            .getRunning());
  }

  /** How long ago it ended, by the clock of the engine, whose time is taken before the end is. */
  @Override
  public Duration endedAgo() throws EngineException {
    var now = client.call("ask the engine for its time", d -> d.infoCmd().exec()).getSystemTime();
    var ended =
        client
            .call("inspect the container " + name, d -> d.inspectContainerCmd(id).exec())
            .getState()
            .getFinishedAt();
    return Duration.between(
        Instant.parse(Objects.requireNonNull(ended)), Instant.parse(Objects.requireNonNull(now)));
  }

  /** Tells what it has used, about once a second, until it is gone or the thread is interrupted. */
  void sample(Consumer<Statistics> samples) {
    try {
      client.<Statistics>lastPart((docker, answer) -> docker.statsCmd(id).exec(answer), samples);
    } catch (ExecutionException | IOException e) {
      // Then nobody can tell what it does; whether it runs is told by the wait for it.
      log.debug("Container is not sampled on: container={}", name, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Has it killed, aside; only its exit tells whether it was. Not reached by interrupts. */
  void kill() {
    Thread.ofVirtual().name("kill-" + name).start(this::askForKill);
  }

  private void askForKill() {
    try {
      client.call("kill the container " + name, d -> d.killContainerCmd(id).exec());
    } catch (EngineException e) {
      if (e.status() != EngineClient.NOT_FOUND && e.status() != EngineClient.CONFLICT) {
        log.warn("Container not killed: container={}", name, e);
      }
    }
  }

  /** Removes it with its volumes, killing it if it runs. Not reached by interrupts. */
  void remove() {
    var removal =
        Aside.start(
            "remove-" + name,
            () -> {
              try {
                engine.remove(id);
              } catch (EngineException e) {
                log.warn("Container is left behind: container={}", name, e);
              }
              return null;
            });
    if (!Aside.ended(removal, REMOVE_LIMIT)) {
      log.warn("Container is left behind, the engine does not remove it: container={}", name);
    }
  }
}
