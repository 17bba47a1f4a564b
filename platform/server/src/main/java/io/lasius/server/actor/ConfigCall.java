package io.lasius.server.actor;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * How a connector was run for one answer, in the form of Airbyte's configuration API, which has a
 * job for that.
 *
 * @param id of this one call
 * @param createdAt seconds since 1970
 * @param endedAt seconds since 1970
 * @param succeeded whether it gave an answer
 */
public record ConfigCall(
    UUID id, String configType, long createdAt, long endedAt, boolean succeeded, Logs logs) {
  /** One that gave its answer just now. */
  public static ConfigCall answered(String configType, Instant began, Instant ended) {
    return of(configType, began, ended, true, List.of());
  }

  /** One that gave none. */
  static ConfigCall failed(String configType, Instant began, Instant ended, List<String> stderr) {
    return of(configType, began, ended, false, stderr);
  }

  private static ConfigCall of(
      String configType, Instant began, Instant ended, boolean succeeded, List<String> lines) {
    return new ConfigCall(
        UUID.randomUUID(),
        configType,
        began.getEpochSecond(),
        ended.getEpochSecond(),
        succeeded,
        new Logs(lines));
  }

  /** On the wire. */
  public record Logs(List<String> logLines) {
    public Logs {
      logLines = List.copyOf(logLines);
    }
  }
}
