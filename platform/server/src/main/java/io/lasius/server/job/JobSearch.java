package io.lasius.server.job;

import io.lasius.server.http.Page.Slice;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.jdbc.runtime.JdbcOperations;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import io.micronaut.transaction.annotation.ReadOnly;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Jobs by whatever a caller filters by. */
@JdbcRepository(dialect = Dialect.POSTGRES)
abstract class JobSearch implements GenericRepository<Job, Long> {
  private final JdbcOperations database;

  JobSearch(JdbcOperations database) {
    this.database = database;
  }

  /**
   * What is asked for.
   *
   * @param connectionId null for any
   * @param workspaces empty for any
   */
  record Filter(
      @Nullable UUID connectionId,
      List<UUID> workspaces,
      List<JobType> types,
      List<JobStatus> statuses,
      Instant createdFrom,
      Instant createdUntil,
      Instant updatedFrom,
      Instant updatedUntil) {
    static final Instant FIRST = Instant.EPOCH;
    static final Instant LAST = Instant.parse("9999-01-01T00:00:00Z");

    /** Of whatever time. */
    static Filter of(
        @Nullable UUID connectionId,
        List<UUID> workspaces,
        List<JobType> types,
        List<JobStatus> statuses) {
      return new Filter(connectionId, workspaces, types, statuses, FIRST, LAST, FIRST, LAST);
    }

    private boolean findsNothing() {
      return types.isEmpty() || statuses.isEmpty();
    }
  }

  /** One more than the slice holds, if there are as many. */
  @ReadOnly
  List<Job> find(Filter filter, boolean byUpdate, boolean descending, Slice slice) {
    if (filter.findsNothing()) {
      return List.of();
    }
    var query = query("SELECT *", filter);
    var direction = descending ? " DESC" : " ASC";
    query.add(
        " ORDER BY " + (byUpdate ? "updated_at" : "created_at") + direction + ", id" + direction);
    query.add(" LIMIT ? OFFSET ?", slice.limitAndOne(), slice.offset());
    return database.prepareStatement(
        query.sql.toString(),
        statement -> {
          query.bind(statement);
          return database.entityStream(statement.executeQuery(), Job.class).toList();
        });
  }

  /** How many there are in all. */
  @ReadOnly
  long count(Filter filter) {
    if (filter.findsNothing()) {
      return 0;
    }
    var query = query("SELECT COUNT(*)", filter);
    return database.prepareStatement(
        query.sql.toString(),
        statement -> {
          query.bind(statement);
          try (var found = statement.executeQuery()) {
            found.next();
            return found.getLong(1);
          }
        });
  }

  private static Query query(String what, Filter filter) {
    var query = new Query();
    query.add(
        what + " FROM job WHERE created_at BETWEEN ? AND ? AND updated_at BETWEEN ? AND ?",
        filter.createdFrom().atOffset(ZoneOffset.UTC),
        filter.createdUntil().atOffset(ZoneOffset.UTC),
        filter.updatedFrom().atOffset(ZoneOffset.UTC),
        filter.updatedUntil().atOffset(ZoneOffset.UTC));
    query.addIn(" AND status IN (", filter.statuses().stream().map(JobStatus::name).toList(), ")");
    query.addIn(" AND type IN (", filter.types().stream().map(JobType::name).toList(), ")");
    if (filter.connectionId() != null) {
      query.add(" AND connection_id = ?", filter.connectionId());
    }
    if (!filter.workspaces().isEmpty()) {
      query.addIn(
          " AND connection_id IN (SELECT id FROM connection WHERE workspace_id IN (",
          filter.workspaces(),
          "))");
    }
    return query;
  }

  /** A statement and its values, grown side by side. */
  private static final class Query {
    private final StringBuilder sql = new StringBuilder();
    private final List<Object> values = new ArrayList<>();

    void add(String part, Object... partValues) {
      sql.append(part);
      values.addAll(List.of(partValues));
    }

    void bind(PreparedStatement statement) throws SQLException {
      for (int i = 0; i < values.size(); i++) {
        statement.setObject(i + 1, values.get(i));
      }
    }

    void addIn(String before, List<?> inValues, String after) {
      sql.append(before).append("?, ".repeat(inValues.size() - 1)).append('?').append(after);
      values.addAll(inValues);
    }
  }
}
