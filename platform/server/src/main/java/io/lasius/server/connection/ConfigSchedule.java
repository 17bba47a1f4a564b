package io.lasius.server.connection;

import io.lasius.server.http.Required;
import io.lasius.server.timing.Cron;
import io.lasius.server.timing.Every;
import io.lasius.server.timing.Manual;
import io.lasius.server.timing.Schedule;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** When a connection syncs by itself, in the form of Airbyte's configuration API. */
record ConfigSchedule(@Nullable Basic basicSchedule, @Nullable Expression cron) {
  static final ConfigSchedule NONE = new ConfigSchedule(null, null);

  /** On the wire; one unit of {@code minutes}, {@code hours}, {@code days}, … */
  record Basic(@Nullable String timeUnit, @Nullable Long units) {}

  /** On the wire. */
  record Expression(@Nullable String cronExpression, @Nullable String cronTimeZone) {}

  /** Null where nothing is due. */
  static @Nullable ConfigSchedule of(Schedule schedule) {
    return switch (schedule.timing()) {
      case Manual _ -> null;
      case Every every ->
          new ConfigSchedule(
              new Basic(every.unit().name().toLowerCase(Locale.ROOT), (long) every.amount()), null);
      case Cron cron -> {
        // Its text ends with its time zone, which has no space.
        var zone = cron.text().lastIndexOf(' ');
        yield new ConfigSchedule(
            null, new Expression(cron.text().substring(0, zone), cron.text().substring(zone + 1)));
      }
    };
  }

  /** The same in the form of the public API. */
  ScheduleWire toPublic(@Nullable String type) {
    return new ScheduleWire(
        type,
        cron == null
            ? null
            : Required.of("scheduleData.cron.cronExpression", cron.cronExpression())
                + (cron.cronTimeZone() == null ? "" : " " + cron.cronTimeZone()),
        basicSchedule == null
            ? null
            : "Every %d %s"
                .formatted(
                    Required.of("scheduleData.basicSchedule.units", basicSchedule.units()),
                    Required.of("scheduleData.basicSchedule.timeUnit", basicSchedule.timeUnit())),
        null);
  }
}
