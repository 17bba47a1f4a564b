package io.lasius.server.cli;

import io.lasius.server.amount.Amounts;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Connections and how they stand, a row each. Columns in which nothing stands are left out. */
final class StatusTable {
  /** What is longer is whole in the log. */
  private static final int MAX_CAUSE_CHARS = 240;

  private final List<Standing> standings;
  private final Instant now;

  private record Column(String header, Function<Standing, String> cell) {}

  StatusTable(List<Standing> standings, Instant now) {
    this.standings = List.copyOf(standings);
    this.now = now;
  }

  String text(int width) {
    var columns = new ArrayList<Column>();
    if (standings.stream().map(Standing::workspace).distinct().count() > 1) {
      columns.add(new Column("workspace", Standing::workspace));
    }
    columns.add(new Column("connection", standing -> standing.connection().name()));
    columns.add(new Column("last job", Standing::result));
    columns.add(new Column("when", this::when));
    columns.add(new Column("next run", this::nextRun));
    columns.add(new Column("next command", standing -> standing.command().orElse("")));
    columns.add(new Column("cause", standing -> shortened(standing.cause())));
    columns.removeIf(
        column -> standings.stream().allMatch(row -> column.cell().apply(row).isEmpty()));
    var table = new TextTable(columns.stream().map(Column::header).toList());
    for (var standing : standings) {
      table.row(columns.stream().map(column -> column.cell().apply(standing)).toList());
    }
    return table.text(width);
  }

  /** When the last job ended, or began where it has not. */
  private String when(Standing standing) {
    var job = standing.job();
    if (job == null) {
      return "";
    }
    var time = job.lastUpdatedAt() == null ? job.startTime() : job.lastUpdatedAt();
    try {
      return Amounts.about(atLeastZero(Duration.between(Instant.parse(time), now))) + " ago";
    } catch (DateTimeParseException _) {
      return time;
    }
  }

  private String nextRun(Standing standing) {
    var next = standing.nextRun();
    if (next == null) {
      return standing.connection().active()
          ? standing.connection().schedule().scheduleType()
          : standing.connection().status();
    }
    try {
      var left = Duration.between(now, Instant.parse(next));
      return left.isPositive() ? "in " + Amounts.about(left) : "due";
    } catch (DateTimeParseException _) {
      return next;
    }
  }

  /** The platform's clock may be ahead of ours. */
  private static Duration atLeastZero(Duration time) {
    return time.isNegative() ? Duration.ZERO : time;
  }

  private static String shortened(String text) {
    return text.length() <= MAX_CAUSE_CHARS ? text : text.substring(0, MAX_CAUSE_CHARS) + "…";
  }
}
