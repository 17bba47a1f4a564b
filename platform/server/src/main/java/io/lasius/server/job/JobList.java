package io.lasius.server.job;

import io.lasius.server.http.Page.Slice;
import io.lasius.server.http.Problem;
import io.lasius.server.job.JobSearch.Filter;
import jakarta.inject.Singleton;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Finds the jobs that a list asks for. */
@Singleton
final class JobList {
  private final JobSearch search;

  JobList(JobSearch search) {
    this.search = search;
  }

  /**
   * The jobs of one page, and one more if there are any behind it.
   *
   * @param workspaces empty for any
   */
  List<Job> find(JobQuery query, List<UUID> workspaces, Slice slice) {
    var order = Order.of(query.orderBy());
    var filter =
        new Filter(
            query.connectionId(),
            workspaces,
            types(query.jobType()),
            statuses(query.status()),
            time("createdAtStart", query.createdAtStart(), Filter.FIRST),
            time("createdAtEnd", query.createdAtEnd(), Filter.LAST),
            time("updatedAtStart", query.updatedAtStart(), Filter.FIRST),
            time("updatedAtEnd", query.updatedAtEnd(), Filter.LAST));
    return search.find(filter, order.byUpdate(), order.descending(), slice);
  }

  /** Without a type: those that every client knows. */
  private static List<JobType> types(@Nullable String jobType) {
    if (jobType == null) {
      return List.of(JobType.SYNC, JobType.CLEAR);
    }
    var types = JobType.named(jobType);
    if (types.isEmpty()) {
      throw Problem.badRequest(
              "jobType is '%s', but must be sync, refresh, or reset (clear is the same)"
                  .formatted(jobType))
          .asException();
    }
    return types;
  }

  /** Those of a name, all without one. Between attempts a job counts as running. */
  static List<JobStatus> statuses(@Nullable String status) {
    if (status == null) {
      return List.of(JobStatus.values());
    }
    return switch (status.toLowerCase(Locale.ROOT)) {
      case "pending" -> List.of(JobStatus.PENDING);
      case "queued" -> List.of();
      case "running" -> List.of(JobStatus.RUNNING, JobStatus.INCOMPLETE);
      case "incomplete" -> List.of(JobStatus.INCOMPLETE);
      case "failed" -> List.of(JobStatus.FAILED);
      case "succeeded" -> List.of(JobStatus.SUCCEEDED);
      case "cancelled" -> List.of(JobStatus.CANCELLED);
      default ->
          throw Problem.badRequest("there is no job status '%s'".formatted(status)).asException();
    };
  }

  private static Instant time(String parameter, @Nullable String text, Instant otherwise) {
    if (text == null) {
      return otherwise;
    }
    try {
      // A plus sign that was not encoded arrives as a space.
      return OffsetDateTime.parse(text.replace(' ', '+')).toInstant();
    } catch (DateTimeException e) {
      return withoutZone(parameter, text);
    }
  }

  private static Instant withoutZone(String parameter, String text) {
    try {
      return LocalDateTime.parse(text).toInstant(ZoneOffset.UTC);
    } catch (DateTimeException e) {
      throw Problem.badRequest(
              "%s is '%s', which is no time such as 2024-01-02T03:04:05Z"
                  .formatted(parameter, text))
          .asException(e);
    }
  }

  /** How the list is ordered; oldest first unless told otherwise. */
  private record Order(boolean byUpdate, boolean descending) {
    static Order of(@Nullable String orderBy) {
      return switch (orderBy == null ? "createdAt|ASC" : orderBy) {
        case "createdAt|ASC" -> new Order(false, false);
        case "createdAt|DESC" -> new Order(false, true);
        case "updatedAt|ASC" -> new Order(true, false);
        case "updatedAt|DESC" -> new Order(true, true);
        default ->
            throw Problem.badRequest(
                    "orderBy is '%s', but must be createdAt or updatedAt, then |ASC or |DESC"
                        .formatted(orderBy))
                .asException();
      };
    }
  }
}
