package io.lasius.server.container;

import com.github.dockerjava.api.model.ContainerConfig;
import com.github.dockerjava.api.model.PullResponseItem;
import io.lasius.protocol.message.FailureType;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The images that the engine holds, and those that it can get. */
final class ImageStore {
  private static final Logger log = LoggerFactory.getLogger(ImageStore.class);
  private static final String AIRBYTE_ENTRYPOINT = "AIRBYTE_ENTRYPOINT=";

  private ImageStore() {}

  /**
   * @throws EngineException with status 404 if the engine does not hold it
   */
  static ContainerImage inspect(EngineClient engine, String name) throws EngineException {
    var answer =
        engine.call("inspect the image " + name, docker -> docker.inspectImageCmd(name).exec());
    var config = Objects.requireNonNullElseGet(answer.getConfig(), ContainerConfig::new);
    return new ContainerImage(
        name,
        Objects.requireNonNull(answer.getId()),
        listed(config.getEntrypoint()),
        airbyteEntrypoint(listed(config.getEnv())),
        Objects.requireNonNullElse(config.getUser(), ""),
        Objects.requireNonNullElse(config.getLabels(), Map.of()));
  }

  /** Gets an image from its registry. An interrupt gives up, and leaves nothing of it. */
  static void pull(EngineClient engine, String name) throws EngineException, InterruptedException {
    log.info("Image is missing, pulling it: image={}", name);
    try {
      var last =
          engine.<PullResponseItem>lastPart(
              (docker, answer) -> docker.pullImageCmd(withTag(name)).exec(answer));
      var error = last.getErrorDetail();
      if (error != null) {
        throw notPulled(name, String.valueOf(error.getMessage()), null);
      }
    } catch (ExecutionException e) {
      var failure = engine.failure("pull it", e);
      throw failure.status() == 0 ? failure : notPulled(name, failure.getMessage(), failure);
    } catch (IOException e) {
      throw engine.failure("pull the image " + name, e);
    }
  }

  private static EngineException notPulled(
      String name, String why, @Nullable EngineException cause) {
    return new EngineException(
        FailureType.CONFIG_ERROR,
        cause == null ? 0 : cause.status(),
        "the image %s is not on the engine, and cannot be pulled; correct its name, build it, or log in to its registry: %s"
            .formatted(name, why),
        cause);
  }

  /** Without a tag the engine would pull all that there are. */
  static String withTag(String name) {
    var lastPart = name.substring(name.lastIndexOf('/') + 1);
    return lastPart.contains(":") || lastPart.contains("@") ? name : name + ":latest";
  }

  private static String airbyteEntrypoint(List<String> environment) {
    return environment.stream()
        .filter(variable -> variable.startsWith(AIRBYTE_ENTRYPOINT))
        .map(variable -> variable.substring(AIRBYTE_ENTRYPOINT.length()).strip())
        .findFirst()
        .orElse("");
  }

  private static List<String> listed(String @Nullable [] values) {
    return values == null ? List.of() : List.of(values);
  }
}
