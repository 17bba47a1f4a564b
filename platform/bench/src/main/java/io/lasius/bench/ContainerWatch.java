package io.lasius.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.lasius.bench.CpuMeter.Spender;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** Makes a meter count containers, and the shims that hold them. */
final class ContainerWatch {
  private static final Duration START_LIMIT = Duration.ofSeconds(30);
  private static final Duration LOOK_EVERY = Duration.ofMillis(20);

  private final CpuMeter meter;

  ContainerWatch(CpuMeter meter) {
    this.meter = meter;
  }

  /** Waits until each runs, and counts all that it used since it began. */
  void addAll(List<String> names) throws IOException, InterruptedException {
    for (String name : names) {
      var process = new CpuClock.OfProcess(processOf(name));
      CpuClock.OfGroup.of(process).ifPresent(group -> meter.addNew(Spender.CONTAINERS, group));
      process.parent().ifPresent(shim -> meter.addNew(Spender.ENGINE, shim));
    }
  }

  private static long processOf(String name) throws IOException, InterruptedException {
    long limit = System.nanoTime() + START_LIMIT.toNanos();
    while (System.nanoTime() < limit) {
      String pid = inspect(name);
      if (!pid.isEmpty() && !pid.equals("0")) {
        return Long.parseLong(pid);
      }
      Pause.of(LOOK_EVERY);
    }
    throw new IOException("the container %s did not start".formatted(name));
  }

  private static String inspect(String name) throws IOException, InterruptedException {
    var process =
        new ProcessBuilder("docker", "inspect", "--format", "{{.State.Pid}}", name)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try (var out = process.getInputStream()) {
      String text = new String(out.readAllBytes(), UTF_8).strip();
      process.waitFor();
      return text;
    }
  }
}
