package io.lasius.server.container;

import com.github.dockerjava.api.exception.DockerException;
import io.lasius.protocol.message.FailureType;
import java.io.IOException;
import java.nio.file.Files;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.regex.Pattern;

/** Turns what went wrong between us and the engine into a sentence that helps. */
final class EngineFailures {
  private static final Pattern MESSAGE =
      Pattern.compile("\"message\"\\s*:\\s*\"((?:[^\"\\\\]|\\\\.)*)\"");

  private EngineFailures() {}

  /** The engine answered with an error, or its answer never came. */
  static EngineException of(EngineAddress address, String what, Throwable cause) {
    return switch (unwrapped(cause)) {
      case EngineException known -> known;
      case DockerException answer -> refused(address, what, answer);
      default ->
          EngineException.unreachable(
              "the container engine at %s did not answer when asked to %s: %s"
                  .formatted(address, what, root(cause)),
              cause);
    };
  }

  /** No connection came about. */
  static EngineException unreachable(EngineAddress address, IOException cause) {
    return EngineException.unreachable(
        "no container engine answers at %s: %s".formatted(address, remedy(address, cause)), cause);
  }

  private static EngineException refused(
      EngineAddress address, String what, DockerException answer) {
    var status = answer.getHttpStatus();
    var type =
        status >= 500 || status == EngineClient.CONFLICT
            ? FailureType.TRANSIENT_ERROR
            : FailureType.CONFIG_ERROR;
    return new EngineException(
        type,
        status,
        "the container engine at %s could not %s: %s".formatted(address, what, text(answer)),
        answer);
  }

  /** The engine's own words, which come as {@code {"message":"…"}}. */
  private static String text(DockerException answer) {
    var body = String.valueOf(answer.getMessage());
    var message = MESSAGE.matcher(body);
    return message.find()
        ? message.group(1).replace("\\n", " ").replaceAll("\\\\(.)", "$1").strip()
        : body.strip();
  }

  private static String remedy(EngineAddress address, IOException cause) {
    if (address instanceof EngineAddress.UnixSocket(var path)) {
      if (!Files.exists(path)) {
        return "there is no such socket; start the engine (docker/engine up), or set DOCKER_HOST";
      }
      if (!Files.isWritable(path)) {
        return "user %s may not use this socket; add the user to the group that owns it, and log in anew"
            .formatted(System.getProperty("user.name"));
      }
    }
    return "%s; start the engine (docker/engine up), or set DOCKER_HOST".formatted(root(cause));
  }

  /** What failed, without the layers that only say on which thread it did. */
  static Throwable unwrapped(Throwable failure) {
    var inner = failure.getCause();
    return inner != null
            && (failure instanceof ExecutionException || failure instanceof CompletionException)
        ? unwrapped(inner)
        : failure;
  }

  /** The innermost words. */
  static String root(Throwable cause) {
    var root = cause;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage();
  }
}
