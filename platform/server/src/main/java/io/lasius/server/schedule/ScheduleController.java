package io.lasius.server.schedule;

import io.lasius.server.access.Needs;
import io.lasius.server.access.Role;
import io.lasius.server.connection.Connection;
import io.lasius.server.connection.ConnectionStore;
import io.lasius.server.http.Form;
import io.lasius.server.http.Operation;
import io.lasius.server.http.Problem;
import io.lasius.server.timing.Timing;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.QueryValue;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** When a connection syncs by itself, over HTTP. Our own. */
@Controller("/api/public/v1/connections/{connectionId}/schedule")
final class ScheduleController {
  private static final int DEFAULT_COUNT = 5;
  private static final int MAX_COUNT = 100;

  private final ConnectionStore connections;
  private final ScheduleStore store;

  ScheduleController(ConnectionStore connections, ScheduleStore store) {
    this.connections = connections;
    this.store = store;
  }

  /**
   * On the wire.
   *
   * @param next the times to come; a first one that has passed waits for the end of a job
   */
  record Outlook(
      UUID connectionId,
      @Form(format = "date-time") List<String> next,
      @Nullable Last last,
      @Nullable Missed missed) {}

  /**
   * The last job that was made.
   *
   * @param dueAt the time that it was made for
   */
  record Last(
      @Form(format = "date-time") String dueAt,
      @Form(format = "date-time") String queuedAt,
      long jobId) {}

  /**
   * The times that were missed last, since the schedule was set.
   *
   * @param from the first of them
   * @param until when that was noticed, or the next one was in time
   * @param count of them; where it is 100, there may be more
   */
  record Missed(
      @Form(format = "date-time") String from,
      @Form(format = "date-time") String until,
      int count) {}

  @Needs(Role.READER)
  @Operation(id = "getSchedule", summary = "Tells when a connection syncs by itself.")
  @Get
  Outlook get(
      UUID connectionId, @Form(min = 1, max = MAX_COUNT) @QueryValue @Nullable Integer count) {
    int wanted = count == null ? DEFAULT_COUNT : count;
    if (wanted < 1 || wanted > MAX_COUNT) {
      throw Problem.badRequest("count is %d, but must be 1 to %d".formatted(wanted, MAX_COUNT))
          .asException();
    }
    var connection = connections.get(connectionId);
    return store
        .findById(connectionId)
        .map(standing -> outlook(connection, standing, wanted))
        .orElse(new Outlook(connectionId, List.of(), null, null));
  }

  private static Outlook outlook(Connection connection, ScheduleStanding standing, int wanted) {
    var timing = connection.schedule().timing();
    return new Outlook(
        connection.id(),
        times(timing, standing.nextDueAt(), Instant.MAX, wanted).stream()
            .map(ScheduleController::text)
            .toList(),
        last(standing),
        missed(timing, standing));
  }

  private static @Nullable Last last(ScheduleStanding standing) {
    var due = standing.lastDueAt();
    var queued = standing.lastQueuedAt();
    var job = standing.lastJobId();
    return due == null || queued == null || job == null
        ? null
        : new Last(text(due), text(queued), job);
  }

  private static @Nullable Missed missed(Timing timing, ScheduleStanding standing) {
    var from = standing.missedFrom();
    var until = standing.missedUntil();
    return from == null || until == null
        ? null
        : new Missed(text(from), text(until), times(timing, from, until, MAX_COUNT).size());
  }

  private static String text(Instant time) {
    return time.truncatedTo(ChronoUnit.SECONDS).toString();
  }

  private static List<Instant> times(
      Timing timing, @Nullable Instant first, Instant until, int most) {
    var times = new ArrayList<Instant>();
    var time = first;
    while (time != null && !time.isAfter(until) && times.size() < most) {
      times.add(time);
      time = timing.next(time, time).orElse(null);
    }
    return times;
  }
}
