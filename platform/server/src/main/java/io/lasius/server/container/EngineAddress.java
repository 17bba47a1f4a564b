package io.lasius.server.container;

import java.net.URI;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where a container engine listens. Whoever reaches it is root on its machine. */
public sealed interface EngineAddress {

  /** A socket in the file system, whose permissions say who may use the engine. */
  record UnixSocket(Path path) implements EngineAddress {
    public UnixSocket {
      path = path.toAbsolutePath();
    }

    @Override
    public URI uri() {
      return URI.create("unix://" + path);
    }

    @Override
    public String toString() {
      return uri().toString();
    }
  }

  /**
   * A port. Without certificates only one of this machine: the engine's API has no password.
   *
   * @param certificates folder with {@code ca.pem}, {@code cert.pem} and {@code key.pem}; null for
   *     plain TCP
   */
  record Tcp(String host, int port, @Nullable Path certificates) implements EngineAddress {
    public Tcp {
      if (certificates == null && !isLoopback(host)) {
        throw new IllegalArgumentException(
            "the container engine's address tcp://%s:%d is neither on this machine nor secured: set DOCKER_TLS_VERIFY=1 and DOCKER_CERT_PATH, or use a tunnel to 127.0.0.1"
                .formatted(host, port));
      }
    }

    @Override
    public URI uri() {
      return URI.create("tcp://%s:%d".formatted(host, port));
    }

    @Override
    public String toString() {
      return uri().toString();
    }

    private static boolean isLoopback(String host) {
      return host.equals("localhost")
          || host.matches("127(\\.\\d{1,3}){3}")
          || host.equals("[::1]");
    }
  }

  /** In the form of {@code DOCKER_HOST}. */
  URI uri();

  /**
   * Reads {@code DOCKER_HOST}, {@code DOCKER_TLS_VERIFY} and {@code DOCKER_CERT_PATH}, as the
   * docker command does.
   *
   * @throws IllegalArgumentException if the address is of no known kind, or not secured
   */
  static EngineAddress fromEnvironment(Map<String, String> environment) {
    var certificates =
        environment.getOrDefault("DOCKER_TLS_VERIFY", "").isEmpty()
            ? null
            : Path.of(
                environment.getOrDefault(
                    "DOCKER_CERT_PATH", System.getProperty("user.home") + "/.docker"));
    var host = environment.getOrDefault("DOCKER_HOST", "");
    return host.isBlank()
        ? new UnixSocket(Path.of("/var/run/docker.sock"))
        : parse(host, certificates);
  }

  /**
   * Reads an address such as {@code unix:///var/run/docker.sock} or {@code tcp://127.0.0.1:2375}.
   *
   * @throws IllegalArgumentException if it is of no known kind, or not secured
   */
  static EngineAddress parse(String address, @Nullable Path certificates) {
    var uri = URI.create(address);
    var scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
    if (scheme.equals("unix") && uri.getPath() != null && !uri.getPath().isEmpty()) {
      return new UnixSocket(Path.of(uri.getPath()));
    }
    if (scheme.equals("tcp") && uri.getHost() != null) {
      var defaultPort = certificates == null ? 2375 : 2376;
      return new Tcp(uri.getHost(), uri.getPort() < 0 ? defaultPort : uri.getPort(), certificates);
    }
    throw new IllegalArgumentException(
        "the container engine's address %s is neither unix:///PATH nor tcp://HOST:PORT"
            .formatted(address));
  }
}
