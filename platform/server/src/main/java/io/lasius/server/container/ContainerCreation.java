package io.lasius.server.container;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.LogConfig;
import com.github.dockerjava.api.model.Mount;
import com.github.dockerjava.api.model.MountType;
import com.github.dockerjava.api.model.VolumeOptions;
import io.lasius.replication.ConnectorLaunch;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How a connector's container is made: what it runs, and what it may do. */
final class ContainerCreation {
  /** Libraries unpack native code into it and run it from there. */
  private static final String TMP_OPTIONS = "rw,exec,nosuid,nodev,mode=1777";

  private static final double NANOS_PER_CPU = 1e9;

  private final ConnectorLaunch launch;
  private final ContainerImage image;
  private final LauncherSettings settings;

  ContainerCreation(ConnectorLaunch launch, ContainerImage image, LauncherSettings settings) {
    this.launch = launch;
    this.image = image;
    this.settings = settings;
  }

  /** The command for the engine; nothing has happened yet. */
  CreateContainerCmd request(DockerClient docker) {
    var request =
        docker
            .createContainerCmd(image.id())
            .withName(launch.name())
            .withCmd(arguments())
            .withEnv(environment())
            .withLabels(launch.labels())
            .withStdinOpen(true)
            .withStdInOnce(true)
            .withAttachStdin(true)
            .withAttachStdout(true)
            .withAttachStderr(true)
            .withTty(false)
            .withHostConfig(hostConfig());
    var folder = localFolder();
    if (folder != null) {
      request.withUser(folder.uid() + ":" + folder.gid());
    }
    if (image.entrypoint().isEmpty()) {
      request.withEntrypoint("sh", "-c", "eval \"$AIRBYTE_ENTRYPOINT \\\"\\$@\\\"\"", "sh");
    }
    return request;
  }

  /** Whose process it will be: the folder's owner, or the image's own user. */
  String user() {
    var folder = localFolder();
    return folder == null ? image.user() : folder.uid() + ":" + folder.gid();
  }

  private @Nullable LocalFolder localFolder() {
    return launch.localFolder() ? settings.localFolder() : null;
  }

  private List<String> arguments() {
    var arguments = new ArrayList<String>();
    arguments.add(launch.command().name());
    for (var option : launch.command().files().keySet()) {
      arguments.add("--" + option);
      arguments.add(ContainerFiles.path(option));
    }
    return arguments;
  }

  private List<String> environment() {
    return launch.environment().entrySet().stream()
        .map(variable -> variable.getKey() + "=" + variable.getValue())
        .sorted()
        .toList();
  }

  private HostConfig hostConfig() {
    var host =
        HostConfig.newHostConfig()
            .withInit(true)
            .withLogConfig(new LogConfig(LogConfig.LoggingType.NONE))
            .withCapDrop(Capability.ALL)
            .withSecurityOpts(List.of("no-new-privileges"))
            .withNetworkMode(launch.network());
    limit(host);
    if (settings.readOnlyRoot() && image.bearsReadOnlyRoot()) {
      host.withReadonlyRootfs(true).withTmpFs(Map.of("/tmp", TMP_OPTIONS));
    }
    if (!launch.network().equals("none") && !launch.network().equals("host")) {
      host.withExtraHosts("host.docker.internal:host-gateway");
    }
    host.withMounts(mounts());
    return host;
  }

  private List<Mount> mounts() {
    var mounts = new ArrayList<Mount>();
    if (!launch.command().files().isEmpty()) {
      // Without a name it goes with its container; the labels are for one that the engine lost
      // track of.
      mounts.add(
          new Mount()
              .withType(MountType.VOLUME)
              .withTarget(ContainerFiles.VOLUME)
              .withVolumeOptions(new VolumeOptions().withLabels(launch.labels())));
    }
    var folder = localFolder();
    if (folder != null) {
      mounts.add(
          new Mount()
              .withType(MountType.BIND)
              .withSource(folder.path().toString())
              .withTarget("/local"));
    }
    return mounts;
  }

  private void limit(HostConfig host) {
    var limits = launch.limits();
    if (limits.memoryBytes() > 0) {
      // Swap beside it would only make a connector slow before it fails.
      host.withMemory(limits.memoryBytes()).withMemorySwap(limits.memoryBytes());
    }
    if (limits.cpus() > 0) {
      host.withNanoCPUs(Math.round(limits.cpus() * NANOS_PER_CPU));
    }
    if (limits.pids() > 0) {
      host.withPidsLimit((long) limits.pids());
    }
  }
}
