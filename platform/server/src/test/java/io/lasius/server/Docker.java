package io.lasius.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The docker command: what an operator sees and does beside the platform. */
public final class Docker {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final String address;

  private Docker(String address) {
    this.address = address;
  }

  /** On the engine that the tests use. */
  public static Docker ofTests() {
    return new Docker("");
  }

  /** On an engine at an address in the form of {@code DOCKER_HOST}. */
  public static Docker at(String address) {
    return new Docker(address);
  }

  /** The ids of a connection's containers, running or not. */
  public List<String> containers(String connection) throws IOException, InterruptedException {
    return lines("ps", "--all", "--quiet", "--no-trunc", "--filter", "name=" + connection);
  }

  /** The names of the volumes that the containers of a connection have. */
  public List<String> volumes(String connection) throws IOException, InterruptedException {
    var volumes = new ArrayList<String>();
    for (var container : containers(connection)) {
      var format = "{{range .Mounts}}{{.Name}} {{end}}";
      var names = run("inspect", "--format", format, container).output();
      volumes.addAll(List.of(names.strip().split(" +")));
    }
    volumes.removeIf(String::isEmpty);
    return volumes;
  }

  /** The names of all volumes. */
  public List<String> allVolumes() throws IOException, InterruptedException {
    return lines("volume", "ls", "--quiet");
  }

  /**
   * Kills a container of a connection, which must run.
   *
   * @param role source or destination
   */
  public void kill(String connection, String role) throws IOException, InterruptedException {
    var filter = "name=%s-%s".formatted(connection, role);
    var running = lines("ps", "--quiet", "--filter", filter);
    assertThat(running).as("%s", lines("ps", "--all")).hasSize(1);
    lines("kill", "--signal", "KILL", running.getFirst());
  }

  /** Runs the command, and gives the lines that it writes. */
  public List<String> lines(String... arguments) throws IOException, InterruptedException {
    var result = run(arguments);
    assertThat(result.status()).as(result.output()).isZero();
    return result.output().lines().toList();
  }

  private Command.Result run(String... arguments) throws IOException, InterruptedException {
    var command = Command.of("docker").with(arguments);
    return (address.isEmpty() ? command : command.variable("DOCKER_HOST", address)).run(LIMIT);
  }
}
