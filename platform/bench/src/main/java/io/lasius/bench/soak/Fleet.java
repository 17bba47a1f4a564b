package io.lasius.bench.soak;

import io.lasius.bench.Platform;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Connections that differ, each with a source and a destination of its own. */
final class Fleet {
  private static final int FEWEST_RECORDS = 500;
  private static final int MORE_EACH = 25;
  private static final int RANGE = 501;
  private static final int SECONDS_APART = 3;
  private static final int MINUTE = 60;
  private static final List<String> MODES =
      List.of("full_refresh_overwrite", "full_refresh_append", "incremental_append");

  private final Platform platform;

  /**
   * A connection.
   *
   * @param records that its source has
   * @param incremental whether it moves them once, and nothing afterwards
   */
  record Member(String connection, long records, boolean incremental) {}

  Fleet(Platform platform) {
    this.platform = platform;
  }

  /** Makes so many connections. Each syncs once a minute from now on, at a second of its own. */
  List<Member> make(int count) throws IOException, InterruptedException {
    String sample = platform.definition("source", "source-sample");
    var destinations =
        List.of(
            platform.definition("destination", "destination-discard"),
            platform.definition("destination", "destination-file"));
    var members = new ArrayList<Member>();
    for (int number = 0; number < count; number++) {
      long records = FEWEST_RECORDS + (long) number * MORE_EACH % RANGE;
      String source = platform.actor("source", sample, Map.of("count", records));
      boolean toFiles = number % destinations.size() == 1;
      String destination =
          platform.actor(
              "destination",
              destinations.get(number % destinations.size()),
              toFiles ? Map.of("folder", "/local/" + number) : Map.of());
      String mode = MODES.get(number % MODES.size());
      members.add(
          new Member(connect(number, source, destination, mode), records, mode.startsWith("incr")));
    }
    return members;
  }

  private String connect(int number, String source, String destination, String mode)
      throws IOException, InterruptedException {
    var body =
        Map.of(
            "sourceId",
            source,
            "destinationId",
            destination,
            "configurations",
            Map.of("streams", List.of(Map.of("name", "users", "syncMode", mode))),
            "schedule",
            schedule(number));
    return platform.post("/connections", body).path("connectionId").asText();
  }

  /** By turns of the two that change every so many connections, so that each mode has both. */
  private static Map<String, Object> schedule(int number) {
    if (number / MODES.size() % 2 == 0) {
      return Map.of("scheduleType", "basic", "basicTiming", "Every 1 MINUTES");
    }
    int second = number * SECONDS_APART % MINUTE;
    return Map.of("scheduleType", "cron", "cronExpression", second + " * * * * ? UTC");
  }
}
