package io.lasius.server.container;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.core.DefaultDockerClientConfig;
import com.github.dockerjava.core.DockerClientImpl;
import com.github.dockerjava.core.LocalDirectorySSLConfig;
import com.github.dockerjava.core.RemoteApiVersion;
import com.github.dockerjava.zerodep.ZerodepDockerHttpClient;
import io.lasius.protocol.message.FailureType;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The engine's API in the version that both sides speak, with failures that say what to do. */
final class EngineClient implements AutoCloseable {
  static final int NOT_FOUND = 404;
  static final int CONFLICT = 409;

  /** The oldest version with all that is used here, and the newest that was read up on. */
  private static final RemoteApiVersion OLDEST = RemoteApiVersion.VERSION_1_41;

  private static final RemoteApiVersion NEWEST = RemoteApiVersion.VERSION_1_44;

  /** Together they stay under 2 s, in which an absent engine is to be reported. */
  private static final Duration CONNECT_LIMIT = Duration.ofMillis(800);

  private static final Duration PROBE_LIMIT = Duration.ofMillis(1100);

  /** An engine with a slow disk takes its time to create or remove a container. */
  private static final Duration CALL_LIMIT = Duration.ofSeconds(60);

  /** More than are ever kept between calls. */
  private static final int KEPT_CONNECTIONS = 50;

  private final EngineAddress address;
  private final RemoteApiVersion version;
  private final DockerClient calls;
  private final DockerClient streams;

  private EngineClient(EngineAddress address, RemoteApiVersion version) {
    this.address = address;
    this.version = version;
    this.calls = docker(address, version, CALL_LIMIT);
    this.streams = docker(address, version, Duration.ZERO);
  }

  /**
   * Finds out whether an engine answers, and in which version.
   *
   * @throws EngineException within 2 s if none does
   */
  static EngineClient connect(EngineAddress address) throws EngineException {
    return new EngineClient(address, negotiate(address));
  }

  /** Asks the engine again whether it is there. */
  void checkAnswers() throws EngineException {
    negotiate(address);
  }

  /** In the form of a path: 1.41. */
  String apiVersion() {
    return version.getVersion();
  }

  /**
   * The last part of an answer that takes as long as it takes, such as that to a wait or a pull.
   *
   * @throws ExecutionException with what broke the answer off
   */
  <T> T lastPart(BiConsumer<DockerClient, StreamedAnswer<T>> request)
      throws ExecutionException, IOException, InterruptedException {
    return lastPart(request, _ -> {});
  }

  /** The same, and each part is told as it comes. */
  <T> T lastPart(BiConsumer<DockerClient, StreamedAnswer<T>> request, Consumer<? super T> parts)
      throws ExecutionException, IOException, InterruptedException {
    for (int tries = 1; ; tries++) {
      var answer = new StreamedAnswer<T>(parts);
      try (answer) {
        request.accept(streams, answer);
        return answer.last().get();
      } catch (ExecutionException e) {
        if (answer.hasBegun() || !mayBeRenewed(address, e.getCause(), tries)) {
          throw e;
        }
      }
    }
  }

  EngineConnection open() throws EngineException {
    return open(address);
  }

  /**
   * Calls the engine.
   *
   * @param what what is tried, for the message
   */
  <T> T call(String what, Function<DockerClient, T> request) throws EngineException {
    return call(address, calls, what, request);
  }

  @Override
  public void close() throws IOException {
    try (calls;
        streams) {
      // Both are closed, whatever happens to one of them.
    }
  }

  /** What went wrong, as an exception that says so. */
  EngineException failure(String what, Throwable cause) {
    return EngineFailures.of(address, what, cause);
  }

  private static <T> T call(
      EngineAddress address, DockerClient docker, String what, Function<DockerClient, T> request)
      throws EngineException {
    for (int tries = 1; ; tries++) {
      try {
        return request.apply(docker);
      } catch (RuntimeException e) {
        if (!mayBeRenewed(address, e, tries)) {
          throw EngineFailures.of(address, what, e);
        }
      }
    }
  }

  /**
   * Whether a request met one of the connections that are kept, which an engine that was restarted
   * has left broken: then it is sent again, over another. Not where the engine is late, or gone.
   */
  private static boolean mayBeRenewed(
      EngineAddress address, @Nullable Throwable failure, int tries) {
    // docker-java wraps every IOException in a bare RuntimeException.
    var cause = failure instanceof RuntimeException ? failure.getCause() : failure;
    if (!(cause instanceof IOException)
        || cause instanceof SocketTimeoutException
        || tries >= KEPT_CONNECTIONS) {
      return false;
    }
    try {
      open(address).close();
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static RemoteApiVersion negotiate(EngineAddress address) throws EngineException {
    open(address).close();
    try (var probe = docker(address, RemoteApiVersion.unknown(), PROBE_LIMIT)) {
      var answer = call(address, probe, "read its version", docker -> docker.versionCmd().exec());
      var theirs = RemoteApiVersion.parseConfig(answer.getApiVersion());
      if (!theirs.isGreaterOrEqual(OLDEST)) {
        throw new EngineException(
            FailureType.CONFIG_ERROR,
            0,
            "the container engine at %s is version %s and speaks API %s: %s or newer is needed (Docker 20.10)"
                .formatted(
                    address, answer.getVersion(), answer.getApiVersion(), OLDEST.getVersion()),
            null);
      }
      return theirs.isGreater(NEWEST) ? NEWEST : theirs;
    } catch (IOException e) {
      throw EngineFailures.of(address, "read its version", e);
    }
  }

  private static EngineConnection open(EngineAddress address) throws EngineException {
    try {
      var limit = (int) CONNECT_LIMIT.toMillis();
      return switch (address) {
        case EngineAddress.UnixSocket(var path) -> ChannelConnection.open(path);
        case EngineAddress.Tcp tcp -> {
          var certificates = tcp.certificates();
          yield certificates == null
              ? ChannelConnection.open(tcp.host(), tcp.port(), limit)
              : TlsConnection.open(
                  new LocalDirectorySSLConfig(certificates.toString()).getSSLContext(),
                  tcp.host(),
                  tcp.port(),
                  limit);
        }
      };
    } catch (IOException e) {
      throw EngineFailures.unreachable(address, e);
    }
  }

  private static DockerClient docker(
      EngineAddress address, RemoteApiVersion version, Duration limit) {
    var config =
        DefaultDockerClientConfig.createDefaultConfigBuilder()
            .withDockerHost(address.uri().toString())
            .withDockerTlsVerify(false)
            .withApiVersion(version)
            .build();
    var transport =
        new ZerodepDockerHttpClient.Builder()
            .dockerHost(address.uri())
            .connectionTimeout(CONNECT_LIMIT)
            .responseTimeout(limit);
    if (address instanceof EngineAddress.Tcp(_, _, var certificates) && certificates != null) {
      transport.sslConfig(new LocalDirectorySSLConfig(certificates.toString()));
    }
    return DockerClientImpl.getInstance(config, transport.build());
  }
}
