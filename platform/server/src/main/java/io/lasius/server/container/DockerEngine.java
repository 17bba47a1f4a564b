package io.lasius.server.container;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.InspectVolumeResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A container engine: what it is, its images, and the containers that we left on it. It is reached
 * at first use and need not run before; one that comes back is used again. Thread-safe.
 */
public final class DockerEngine implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(DockerEngine.class);

  private final EngineAddress address;
  private @Nullable EngineClient client;

  public DockerEngine(EngineAddress address) {
    this.address = address;
  }

  public EngineAddress address() {
    return address;
  }

  /**
   * Asks the engine.
   *
   * @throws EngineException within 2 s if none answers, saying why
   */
  public EngineInfo info() throws EngineException {
    var known = client();
    known.checkAnswers();
    var info = known.call("read its info", docker -> docker.infoCmd().exec());
    var bridges =
        known.call("list networks", d -> d.listNetworksCmd().withNameFilter("bridge").exec());
    return new EngineInfo(
        Objects.requireNonNullElse(info.getId(), ""),
        Objects.requireNonNullElse(info.getServerVersion(), ""),
        known.apiVersion(),
        bridges.stream().anyMatch(network -> network.getName().equals("bridge")),
        Objects.requireNonNullElse(info.getNCPU(), 0),
        Objects.requireNonNullElse(info.getMemTotal(), 0L));
  }

  /**
   * Looks an image up; one that the engine does not hold is pulled first.
   *
   * @throws EngineException of type config error if there is no such image, or its registry cannot
   *     be reached
   */
  public ContainerImage image(String name) throws EngineException, InterruptedException {
    var known = client();
    try {
      return ImageStore.inspect(known, name);
    } catch (EngineException e) {
      if (e.status() != EngineClient.NOT_FOUND) {
        throw e;
      }
    }
    ImageStore.pull(known, name);
    return ImageStore.inspect(known, name);
  }

  /** Containers, running or not, that carry all these labels. */
  public List<ConnectorContainer> containers(Map<String, String> labels) throws EngineException {
    var found =
        client()
            .call(
                "list containers",
                d -> d.listContainersCmd().withShowAll(true).withLabelFilter(labels).exec());
    var containers = new ArrayList<ConnectorContainer>();
    for (var container : found) {
      var name = container.getNames().length == 0 ? "" : container.getNames()[0].substring(1);
      containers.add(
          new ConnectorContainer(
              container.getId(),
              name,
              container.getImage(),
              container.getState(),
              container.getLabels()));
    }
    return containers;
  }

  /**
   * Removes the containers of one installation that match, with their volumes. When it returns,
   * none of them runs any more.
   *
   * @param installation as in the label {@link ContainerLabels#INSTALLATION}; containers of others
   *     are not even looked at
   * @return how many there were
   */
  public int removeLeftovers(String installation, Predicate<ConnectorContainer> leftover)
      throws EngineException {
    var count = 0;
    for (var container : containers(Map.of(ContainerLabels.INSTALLATION, installation))) {
      if (leftover.test(container)) {
        remove(container.id());
        log.info("Container removed: container={} labels={}", container.name(), container.labels());
        count++;
      }
    }
    removeVolumes(installation);
    return count;
  }

  /**
   * Volumes whose containers are gone; an engine that is stopped can lose the one and keep the
   * other.
   */
  private void removeVolumes(String installation) throws EngineException {
    var label = ContainerLabels.INSTALLATION + "=" + installation;
    var found =
        client()
            .call(
                "list volumes",
                docker ->
                    docker
                        .listVolumesCmd()
                        .withDanglingFilter(true)
                        .withFilter("label", List.of(label))
                        .exec());
    var volumes = found.getVolumes();
    if (volumes != null) {
      for (InspectVolumeResponse volume : volumes) {
        unlessGone(
            "remove the volume " + volume.getName(),
            docker -> docker.removeVolumeCmd(volume.getName()).exec());
      }
    }
  }

  /** Ends the connections to it; its containers are left as they are. */
  @Override
  public synchronized void close() throws IOException {
    if (client != null) {
      client.close();
      client = null;
    }
  }

  /** Kills it if it runs, and removes it with its volumes; one that is gone already is fine. */
  void remove(String container) throws EngineException {
    unlessGone(
        "remove the container " + container,
        docker ->
            docker.removeContainerCmd(container).withForce(true).withRemoveVolumes(true).exec());
  }

  private void unlessGone(String action, Consumer<DockerClient> removal) throws EngineException {
    try {
      client()
          .call(
              action,
              docker -> {
                removal.accept(docker);
                return true;
              });
    } catch (EngineException e) {
      // Conflict: somebody else is removing it at this moment.
      if (e.status() != EngineClient.NOT_FOUND && e.status() != EngineClient.CONFLICT) {
        throw e;
      }
    }
  }

  synchronized EngineClient client() throws EngineException {
    if (client == null) {
      client = EngineClient.connect(address);
    }
    return client;
  }
}
