package io.lasius.server.container;

import io.lasius.protocol.message.FailureType;
import io.lasius.replication.ConnectorLaunch;
import io.lasius.replication.ConnectorLauncher;
import io.lasius.replication.ConnectorProcess;
import io.lasius.replication.FailureOrigin;
import io.lasius.replication.FailureReason;
import io.lasius.replication.LaunchException;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;

/** Starts connectors as containers. */
public final class DockerLauncher implements ConnectorLauncher {
  private final DockerEngine engine;
  private final LauncherSettings settings;
  private final Map<String, ContainerUser> users = new ConcurrentHashMap<>();

  public DockerLauncher(DockerEngine engine, LauncherSettings settings) {
    this.engine = engine;
    this.settings = settings;
  }

  /** Pulls the image first, if the engine does not hold it. */
  @Override
  public ConnectorProcess launch(ConnectorLaunch launch)
      throws LaunchException, InterruptedException {
    try {
      var image = engine.image(launch.image());
      check(launch, image);
      return startAside(launch, image);
    } catch (EngineException e) {
      throw new LaunchException(reason(launch, e), e);
    }
  }

  private void check(ConnectorLaunch launch, ContainerImage image) throws EngineException {
    if (image.entrypoint().isEmpty() && image.airbyteEntrypoint().isEmpty()) {
      throw EngineException.misconfigured(
          "the image %s is no connector: it has neither an ENTRYPOINT nor the variable AIRBYTE_ENTRYPOINT"
              .formatted(launch.image()));
    }
    if (launch.localFolder() && settings.localFolder() == null) {
      throw EngineException.misconfigured(
          "the connector %s asks for /local, but no local folder is set".formatted(launch.name()));
    }
  }

  /** An interrupt that comes while the engine makes a container takes effect once it is made. */
  private ConnectorProcess startAside(ConnectorLaunch launch, ContainerImage image)
      throws EngineException, InterruptedException {
    var started = Aside.start("launch-" + launch.name(), () -> start(launch, image));
    try {
      return started.get();
    } catch (InterruptedException e) {
      started.thenAccept(ConnectorProcess::close).handle((_, _) -> true).join();
      throw e;
    } catch (ExecutionException e) {
      throw engine.client().failure("start the container " + launch.name(), e);
    }
  }

  private ConnectorProcess start(ConnectorLaunch launch, ContainerImage image) throws IOException {
    var client = engine.client();
    var creation = new ContainerCreation(launch, image, settings);
    var id = create(client, launch, creation);
    var container = new Container(engine, client, id, launch.name());
    try {
      copyFiles(container, launch, creation, image);
      return run(container, launch);
    } catch (IOException | RuntimeException e) {
      container.remove();
      throw e;
    }
  }

  private static String create(
      EngineClient client, ConnectorLaunch launch, ContainerCreation creation)
      throws EngineException {
    try {
      return client.call(
          "create the container %s of the image %s".formatted(launch.name(), launch.image()),
          docker -> creation.request(docker).exec().getId());
    } catch (EngineException e) {
      if (e.status() != EngineClient.CONFLICT) {
        throw e;
      }
      throw EngineException.conflict(
          "a container with the name %s is there already: another run of the same connector has not ended, or was left behind"
              .formatted(launch.name()),
          e);
    }
  }

  private void copyFiles(
      Container container, ConnectorLaunch launch, ContainerCreation creation, ContainerImage image)
      throws EngineException {
    if (launch.command().files().isEmpty()) {
      return;
    }
    var key = image.id() + " " + creation.user();
    var user = users.get(key);
    if (user == null) {
      user = ContainerUser.of(creation.user(), container::readFile);
      users.put(key, user);
    }
    container.copyFiles(user, launch.command().files());
  }

  /** Attaches before it starts: what it writes first is not lost. */
  private static ConnectorProcess run(Container container, ConnectorLaunch launch)
      throws IOException {
    var data = container.attach(Attach.Streams.STDIN_AND_STDOUT);
    try {
      var errors = container.attach(Attach.Streams.STDERR);
      try {
        if (!launch.command().readsInput()) {
          data.endInput();
        }
        var beforeStart = System.nanoTime();
        container.start();
        return new ContainerProcess(container, data, errors, launch, beforeStart);
      } catch (IOException | RuntimeException e) {
        errors.close();
        throw e;
      }
    } catch (IOException | RuntimeException e) {
      data.close();
      throw e;
    }
  }

  private static FailureReason reason(ConnectorLaunch launch, EngineException failure) {
    var origin =
        failure.type() == FailureType.CONFIG_ERROR
            ? FailureOrigin.of(launch.role())
            : FailureOrigin.PLATFORM;
    return FailureReason.now(origin, failure.type(), failure.getMessage(), "");
  }
}
