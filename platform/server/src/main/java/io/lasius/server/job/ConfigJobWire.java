package io.lasius.server.job;

import io.lasius.protocol.catalog.StreamDescriptor;
import io.lasius.server.http.Form;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What goes out about jobs in the form of Airbyte's configuration API. Times are seconds since
 * 1970.
 */
final class ConfigJobWire {
  private ConfigJobWire() {}

  /** A job, and its attempts with what they logged; clients look at the last one unasked. */
  record JobInfo(JobRead job, List<AttemptInfo> attempts) {
    JobInfo {
      attempts = List.copyOf(attempts);
    }
  }

  /** An attempt with what it logged. */
  record AttemptInfo(ConfigAttempt attempt, String logType, Logs logs) {
    static AttemptInfo of(ConfigAttempt attempt, List<String> lines) {
      return new AttemptInfo(attempt, "formatted", new Logs(lines));
    }
  }

  /** Lines for people. Nothing else: clients that find a list of events look at no lines. */
  record Logs(List<String> logLines) {
    Logs {
      logLines = List.copyOf(logLines);
    }
  }

  /** A list of jobs. */
  record JobReads(List<JobWithAttempts> jobs, long totalJobCount) {
    static final JobReads NONE = new JobReads(List.of(), 0);

    JobReads {
      jobs = List.copyOf(jobs);
    }
  }

  /** The same as {@link JobInfo} without what was logged. */
  record JobWithAttempts(JobRead job, List<ConfigAttempt> attempts) {
    JobWithAttempts {
      attempts = List.copyOf(attempts);
    }
  }

  /**
   * A job.
   *
   * @param configId the connection
   */
  record JobRead(
      long id,
      @Form(oneOf = {"sync", "refresh", "reset_connection"}) String configType,
      UUID configId,
      long createdAt,
      long updatedAt,
      @Form(oneOf = {"pending", "running", "succeeded", "failed", "cancelled"}) String status,
      @Nullable ResetConfig resetConfig,
      @Nullable RefreshConfig refreshConfig) {
    static JobRead of(Job job) {
      var type = job.type();
      var streams = job.streams().stream().map(StreamName::of).toList();
      return new JobRead(
          job.number(),
          typeName(type),
          job.connectionId(),
          job.createdAt().getEpochSecond(),
          job.updatedAt().getEpochSecond(),
          job.status().publicName(),
          type == JobType.CLEAR ? new ResetConfig(streams) : null,
          type.refreshes() ? new RefreshConfig(streams) : null);
    }
  }

  /** The streams that are cleared. */
  record ResetConfig(List<StreamName> streamsToReset) {}

  /** The streams that are refreshed. */
  record RefreshConfig(List<StreamName> streamsToRefresh) {}

  /** A stream. */
  record StreamName(String name, @Nullable String namespace) {
    static StreamName of(StreamDescriptor stream) {
      return new StreamName(stream.name(), stream.namespace());
    }
  }

  /** A clear goes by the name that all clients know. */
  private static String typeName(JobType type) {
    return switch (type) {
      case SYNC -> "sync";
      case REFRESH_MERGE, REFRESH_TRUNCATE -> "refresh";
      case CLEAR -> "reset_connection";
    };
  }

  /** The types of a name, in any case; none where no job here is of that type. */
  static List<JobType> types(String configType) {
    return switch (configType.toLowerCase(Locale.ROOT)) {
      case "sync" -> List.of(JobType.SYNC);
      case "refresh" -> List.of(JobType.REFRESH_MERGE, JobType.REFRESH_TRUNCATE);
      case "reset_connection", "clear" -> List.of(JobType.CLEAR);
      default -> List.of();
    };
  }
}
