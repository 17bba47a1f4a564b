package io.lasius.server.cli;

import org.jspecify.annotations.Nullable;

/**
 * A connection, as the API tells it.
 *
 * @param status active or inactive
 * @param statusReason why the platform made it inactive, or what threatens it
 */
record ConnectionView(
    String connectionId,
    String name,
    String workspaceId,
    String status,
    @Nullable String statusReason,
    ScheduleView schedule) {
  /** When it syncs: manual, basic or cron. */
  record ScheduleView(String scheduleType) {}

  boolean active() {
    return status.equals("active");
  }

  /** Whether it syncs by itself. */
  boolean scheduled() {
    return active() && !schedule.scheduleType().equals("manual");
  }
}
