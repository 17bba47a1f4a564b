package io.lasius.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * How long it takes from the order to a source's first instruction, which tells the time itself:
 * the kernel's clock is the same inside a container. The baseline is the command {@code docker run}
 * with the same image and restrictions, timed from before the command is started. The platform
 * starts a destination at the same time, the baseline does not.
 */
final class LatencyBench {
  private static final int RUNS = 20;
  private static final String REPOSITORY = "lasius/clock-connector";
  private static final String TAG = "dev";
  private static final double MICROS_PER_MILLI = 1000;
  private static final double MICROS_PER_SECOND = 1e6;
  private static final Pattern FIRST = Pattern.compile("first instruction at (\\d+\\.\\d+)");

  private final Platform platform;

  LatencyBench(Platform platform) {
    this.platform = platform;
  }

  void run(Table table) throws IOException, InterruptedException {
    String clock = platform.defineSource(REPOSITORY, TAG);
    String connection = platform.connect(clock, Map.of(), "starts");
    bySync(connection);
    byDocker();
    var synced = new Sample();
    var bare = new Sample();
    for (int run = 0; run < RUNS; run++) {
      synced.add(bySync(connection));
      bare.add(byDocker());
    }
    table.section("From POST /jobs to the source's first instruction; docker run as baseline");
    for (int percent : new int[] {50, 95}) {
      table.row(
          "p%d of %d".formatted(percent, RUNS),
          synced.percentile(percent),
          bare.percentile(percent),
          "ms");
    }
  }

  private double bySync(String connection) throws IOException, InterruptedException {
    Instant began = Instant.now();
    long job = platform.begin(connection);
    platform.await(job);
    return millis(began, platform.log(job));
  }

  private static double byDocker() throws IOException, InterruptedException {
    Instant began = Instant.now();
    Process run =
        new ProcessBuilder(DockerCommand.run(REPOSITORY + ":" + TAG).arguments("read")).start();
    try (var output = run.getInputStream()) {
      String text = new String(output.readAllBytes(), UTF_8);
      run.waitFor();
      return millis(began, text);
    }
  }

  private static double millis(Instant began, String said) throws IOException {
    var found = FIRST.matcher(said);
    if (!found.find()) {
      throw new IOException("the clock connector did not tell the time: " + said);
    }
    double first = Double.parseDouble(found.group(1)) * MICROS_PER_SECOND;
    return (first - ChronoUnit.MICROS.between(Instant.EPOCH, began)) / MICROS_PER_MILLI;
  }
}
