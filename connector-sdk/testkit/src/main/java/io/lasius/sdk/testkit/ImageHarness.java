package io.lasius.sdk.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/** A connector's image, run by the command {@code docker}. */
final class ImageHarness implements ConnectorHarness {
  private static final String FOLDER = "/config";

  private final String image;
  private final List<String> options;

  ImageHarness(String image, List<String> options) {
    this.image = image;
    this.options = List.copyOf(options);
  }

  @Override
  public ConnectorSession start(ConnectorCall call) throws IOException {
    Path folder = Files.createTempDirectory("connector-");
    String name = "lasius-test-" + UUID.randomUUID();
    var command = new ArrayList<String>();
    command.addAll(List.of("docker", "run", "--rm", "--init", "-i", "--log-driver=none"));
    command.addAll(List.of("--name", name, "-v", folder + ":" + FOLDER + ":ro"));
    command.addAll(options);
    command.add(image);
    command.addAll(CallFiles.write(call, folder, FOLDER));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    return new ConnectorSession(new Running(name, process), folder);
  }

  private record Running(String name, Process process) implements RunningConnector {
    @Override
    public OutputStream input() {
      return process.getOutputStream();
    }

    @Override
    public InputStream output() {
      return process.getInputStream();
    }

    @Override
    public CompletableFuture<Integer> exit() {
      return process.onExit().thenApply(Process::exitValue);
    }

    @Override
    public void kill() {
      if (!process.isAlive()) {
        return;
      }
      try {
        new ProcessBuilder("docker", "kill", name)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start()
            .waitFor();
      } catch (IOException e) {
        throw new IllegalStateException("the container %s cannot be killed".formatted(name), e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
