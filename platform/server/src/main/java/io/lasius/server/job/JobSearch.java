package io.lasius.server.job;

import io.lasius.server.http.Page.Slice;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.jdbc.runtime.JdbcOperations;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import io.micronaut.transaction.annotation.ReadOnly;
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
      Instant updatedUntil) {}

  /** One more than the slice holds, if there are as many. */
  @ReadOnly
  List<Job> find(Filter filter, boolean byUpdate, boolean descending, Slice slice) {
    if (filter.statuses().isEmpty()) {
      return List.of();
    }
    var query = new Query();
    query.add(
        "SELECT * FROM job WHERE created_at BETWEEN ? AND ? AND updated_at BETWEEN ? AND ?",
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
    var direction = descending ? " DESC" : " ASC";
    query.add(
        " ORDER BY " + (byUpdate ? "updated_at" : "created_at") + direction + ", id" + direction);
    query.add(" LIMIT ? OFFSET ?", slice.limitAndOne(), slice.offset());
    return database.prepareStatement(
        query.sql.toString(),
        statement -> {
          for (int i = 0; i < query.values.size(); i++) {
            statement.setObject(i + 1, query.values.get(i));
          }
          return database.entityStream(statement.executeQuery(), Job.class).toList();
        });
  }

  /** A statement and its values, grown side by side. */
  private static final class Query {
    private final StringBuilder sql = new StringBuilder();
    private final List<Object> values = new ArrayList<>();

    void add(String part, Object... partValues) {
      sql.append(part);
      values.addAll(List.of(partValues));
    }

    void addIn(String before, List<?> inValues, String after) {
      sql.append(before).append("?, ".repeat(inValues.size() - 1)).append('?').append(after);
      values.addAll(inValues);
    }
  }
}
