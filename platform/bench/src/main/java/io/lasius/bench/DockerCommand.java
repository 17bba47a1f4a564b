package io.lasius.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The command {@code docker run} with the restrictions that the platform gives a container. */
record DockerCommand(String image, @Nullable String name, @Nullable Path files) {
  private static final List<String> RESTRICTIONS =
      List.of(
          "--rm",
          "--interactive",
          "--init",
          "--log-driver=none",
          "--network=none",
          "--cap-drop=ALL",
          "--security-opt=no-new-privileges",
          "--read-only",
          "--tmpfs=/tmp:rw,exec,nosuid,nodev,mode=1777",
          "--memory=2g",
          "--memory-swap=2g",
          "--pids-limit=2048");

  static DockerCommand run(String image) {
    return new DockerCommand(image, null, null);
  }

  /** The same as a container of this name, with the files of a folder in {@code /config}. */
  DockerCommand with(String newName, Path folder) {
    return new DockerCommand(image, newName, folder);
  }

  List<String> arguments(String... connectorArguments) {
    var command = new ArrayList<>(List.of("docker", "run"));
    command.addAll(RESTRICTIONS);
    if (name != null) {
      command.add("--name=" + name);
    }
    if (files != null) {
      command.add("--volume=%s:/config:ro".formatted(files));
    }
    command.add(image);
    command.addAll(List.of(connectorArguments));
    return command;
  }
}
