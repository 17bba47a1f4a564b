package io.lasius.server.sync;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lasius.protocol.catalog.CatalogStream;
import io.lasius.protocol.catalog.ConfiguredStream;
import io.lasius.protocol.catalog.StreamDescriptor;
import io.lasius.protocol.json.Json;
import io.lasius.protocol.message.LogLevel;
import io.lasius.protocol.wire.ReaderLimits;
import io.lasius.replication.CommitException;
import io.lasius.replication.ConnectorCommand;
import io.lasius.replication.ConnectorLaunch;
import io.lasius.replication.ConnectorLimits;
import io.lasius.replication.ConnectorProcess;
import io.lasius.replication.ConnectorRole;
import io.lasius.replication.LaunchException;
import io.lasius.replication.RecordChecks;
import io.lasius.replication.RejectedRecord;
import io.lasius.replication.Replication;
import io.lasius.replication.ReplicationEvents;
import io.lasius.replication.ReplicationLimits;
import io.lasius.replication.ReplicationPlan;
import io.lasius.replication.StateCommit;
import io.lasius.server.OnEachDatabase;
import io.lasius.server.StoreUnderTest;
import io.lasius.server.connection.Connection;
import io.lasius.server.connection.ConnectionStream;
import io.lasius.server.connection.StreamSyncMode;
import io.lasius.server.job.Attempt;
import io.lasius.server.job.AttemptResults;
import io.lasius.server.job.Job;
import io.lasius.server.job.JobClaims;
import io.lasius.server.job.JobLease;
import io.lasius.server.job.JobType;
import io.lasius.server.job.JobWork;
import io.lasius.server.job.Jobs;
import io.lasius.server.job.LeaseLostException;
import io.lasius.server.state.ConnectionStateStore;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Every mode, with and without refresh support, in every situation: the catalogs of both ends, and
 * what the destination holds in the end.
 */
@Timeout(60)
@OnEachDatabase
final class SyncModesTest {
  private static final StreamDescriptor USERS = StreamDescriptor.of("users");

  private final StoreUnderTest store;
  private final Jobs jobs;
  private final JobClaims claims;
  private final AttemptResults results;
  private final ConnectionStateStore states;

  SyncModesTest(StoreUnderTest store) {
    this.store = store;
    this.jobs = store.bean(Jobs.class);
    this.claims = store.bean(JobClaims.class);
    this.results = store.bean(AttemptResults.class);
    this.states = store.bean(ConnectionStateStore.class);
  }

  /**
   * The last five columns: generation / minimum that the last sync was sent, and the rows then.
   * Fresh is a first sync; resumed is one whose source broke after row 3; merged and truncated are
   * a sync and then a refresh; cleared is a sync, a clear, and a sync.
   */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          full_refresh_overwrite         | yes | full_refresh | append       | 1/1 1234 | 1/1 1234   | 2/2 1234     | 2/2 1234 | 3/3 1234
          full_refresh_overwrite         | no  | full_refresh | overwrite    | -/- 1234 | -/- 1234   |              |          | -/- 1234
          full_refresh_overwrite_deduped | yes | full_refresh | append_dedup | 1/1 1234 | 1/1 1234   | 2/2 1234     | 2/2 1234 | 3/3 1234
          full_refresh_overwrite_deduped | no  | full_refresh | overwrite    | -/- 1234 | -/- 1234   |              |          | -/- 1234
          full_refresh_append            | yes | full_refresh | append       | 1/0 1234 | 1/0 1234   | 2/0 12341234 | 2/2 1234 | 3/0 1234
          full_refresh_append            | no  | full_refresh | append       | -/- 1234 | -/- 121234 |              |          | -/- 1234
          full_refresh_update            | yes | full_refresh | update       | 1/0 1234 | 1/0 1234   | 2/0 1234     | 2/2 1234 | 3/0 1234
          full_refresh_update            | no  | full_refresh | update       | -/- 1234 | -/- 1234   |              |          | -/- 1234
          full_refresh_soft_delete       | yes | full_refresh | soft_delete  | 1/0 1234 | 1/0 1234   | 2/0 1234     | 2/2 1234 | 3/0 1234
          full_refresh_soft_delete       | no  | full_refresh | soft_delete  | -/- 1234 | -/- 1234   |              |          | -/- 1234
          incremental_append             | yes | incremental  | append       | 0/0 1234 | 0/0 1234   | 1/0 12341234 | 1/1 1234 | 1/0 1234
          incremental_append             | no  | incremental  | append       | -/- 1234 | -/- 1234   |              |          | -/- 1234
          incremental_deduped_history    | yes | incremental  | append_dedup | 0/0 1234 | 0/0 1234   | 1/0 1234     | 1/1 1234 | 1/0 1234
          incremental_deduped_history    | no  | incremental  | append_dedup | -/- 1234 | -/- 1234   |              |          | -/- 1234
          incremental_update             | yes | incremental  | update       | 0/0 1234 | 0/0 1234   | 1/0 1234     | 1/1 1234 | 1/0 1234
          incremental_update             | no  | incremental  | update       | -/- 1234 | -/- 1234   |              |          | -/- 1234
          incremental_soft_delete        | yes | incremental  | soft_delete  | 0/0 1234 | 0/0 1234   | 1/0 1234     | 1/1 1234 | 1/0 1234
          incremental_soft_delete        | no  | incremental  | soft_delete  | -/- 1234 | -/- 1234   |              |          | -/- 1234
          """)
  void holds(
      String mode,
      String refreshes,
      String read,
      String written,
      String fresh,
      String resumed,
      @Nullable String merged,
      @Nullable String truncated,
      String cleared)
      throws Exception {
    var how = new How(StreamSyncMode.of(mode), refreshes.equals("yes"), read + " " + written);

    assertThat(new Run(how).sync()).as("fresh").isEqualTo(fresh);
    assertThat(new Run(how).broken(JobWork.SYNC)).as("resumed").isEqualTo(resumed);
    if (merged != null) {
      var work = new JobWork(JobType.REFRESH_MERGE, List.of(USERS));
      assertThat(new Run(how).synced().run(work)).as("merged").isEqualTo(merged);
    }
    if (truncated != null) {
      var work = new JobWork(JobType.REFRESH_TRUNCATE, List.of(USERS));
      assertThat(new Run(how).synced().run(work)).as("truncated").isEqualTo(truncated);
      assertThat(new Run(how).synced().broken(work)).as("resumed truncation").isEqualTo(truncated);
    }
    var run = new Run(how).synced();
    assertThat(run.run(new JobWork(JobType.CLEAR, List.of(USERS)))).as("clear").endsWith(" ");
    assertThat(run.sync()).as("cleared").isEqualTo(cleared);
  }

  /** A line of the table. */
  private record How(StreamSyncMode mode, boolean refreshes, String catalogs) {}

  /** A new connection, and what is synced over it. */
  private final class Run implements ReplicationEvents {
    private final How how;
    private final Connection connection;
    private final ModelDestination.Warehouse warehouse = new ModelDestination.Warehouse();
    private JobLease lease = new JobLease(new Attempt.AttemptId(0, 0), new UUID(0, 0), 0);
    private boolean breaks;

    Run(How how) throws Exception {
      store.clear();
      this.how = how;
      var stream = CatalogStream.of(USERS.name(), Json.mapper().createObjectNode()).incremental();
      this.connection = store.connection(new ConnectionStream(stream, how.mode(), null, null));
    }

    Run synced() throws Exception {
      assertThat(sync()).endsWith(" 1234");
      return this;
    }

    String sync() throws Exception {
      return run(JobWork.SYNC);
    }

    String run(JobWork work) throws Exception {
      var job = jobs.create(connection, work);
      return attempt(job, false);
    }

    /** The source breaks in the first attempt. */
    String broken(JobWork work) throws Exception {
      var job = jobs.create(connection, work);
      var before = warehouse.rows();
      var _ = attempt(job, true);
      if (how.mode().replacesData() || work.type() == JobType.REFRESH_TRUNCATE) {
        assertThat(warehouse.rows()).as("the old data").isEqualTo(before);
      }
      store.execute("UPDATE job SET due_at = created_at");
      return attempt(job, false);
    }

    private String attempt(Job job, boolean sourceBreaks) throws Exception {
      breaks = sourceBreaks;
      lease = claims.claim(UUID.randomUUID(), "e", Duration.ofMinutes(1)).orElseThrow();
      var catalogs = catalogs(job);
      var outcome =
          new Replication(plan(job, catalogs), this::launch, this, InstantSource.system()).run();
      results.finish(lease, outcome, true);
      var sent = catalogs.destination().streams().getFirst();
      if (job.type() != JobType.CLEAR) {
        assertThat(
                "%s %s"
                    .formatted(
                        wire(catalogs.source().streams().getFirst(), "sync_mode"),
                        wire(sent, "destination_sync_mode")))
            .isEqualTo(how.catalogs());
      }
      assertThat(sent.syncId()).isEqualTo(how.refreshes() ? job.number() : null);
      return "%s/%s %s"
          .formatted(number(sent.generationId()), number(sent.minimumGenerationId()), rows());
    }

    private SyncCatalogs catalogs(Job job) throws LeaseLostException {
      var streams = job.streamsOf(connection);
      if (lease.attempt().number() > 0) {
        results.beginAgain(lease, SyncCatalogs.beginAgain(streams, how.refreshes()));
      }
      var names = streams.stream().map(ConnectionStream::descriptor).toList();
      var generations =
          new SyncCatalogs.Generations(job.number(), results.generations(lease, names));
      return SyncCatalogs.of(
          streams, connection.routing(), Map.of(), how.refreshes() ? generations : null);
    }

    private ReplicationPlan plan(Job job, SyncCatalogs catalogs) {
      var state = StateFile.of(states.states(connection.id()), connection.descriptors());
      return new ReplicationPlan(
          job.type() == JobType.CLEAR
              ? null
              : launchOf(ConnectorRole.SOURCE, ConnectorCommand.read("{}", "{}", state)),
          launchOf(
              ConnectorRole.DESTINATION,
              ConnectorCommand.write(
                  "{}", Json.write(Json.mapper().valueToTree(catalogs.destination())))),
          catalogs.source(),
          catalogs.destination(),
          connection.routing(),
          how.refreshes(),
          ReplicationLimits.of(ReaderLimits.defaults()),
          RecordChecks.NONE,
          Map.of());
    }

    private ConnectorProcess launch(ConnectorLaunch launch) throws LaunchException {
      var files = launch.command().files();
      try {
        return switch (launch.role()) {
          case SOURCE -> new ModelSource(files.get("state"), breaks);
          case DESTINATION ->
              new ModelDestination(
                  warehouse,
                  Json.parse(Objects.requireNonNull(files.get("catalog"))).path("streams").path(0),
                  how.refreshes());
        };
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
    }

    private String rows() {
      return warehouse.rows().stream().map(String::valueOf).collect(Collectors.joining());
    }

    @Override
    public void commit(List<StateCommit> returned) throws CommitException {
      try {
        results.commit(lease, returned);
      } catch (LeaseLostException e) {
        throw new CommitException("the lease is lost", e);
      }
    }

    @Override
    public void setAside(RejectedRecord record) {
      throw new IllegalStateException("no rule sets a record aside: " + record.why());
    }

    @Override
    public void configChanged(ConnectorRole role, ObjectNode config) {}

    @Override
    public void log(
        @Nullable ConnectorRole origin,
        LogLevel level,
        String text,
        @Nullable StreamDescriptor stream) {}
  }

  private static ConnectorLaunch launchOf(ConnectorRole role, ConnectorCommand command) {
    return new ConnectorLaunch(
        role.name(),
        role,
        "model",
        command,
        Map.of(),
        Map.of(),
        ConnectorLimits.DEFAULT,
        "none",
        false);
  }

  private static String wire(ConfiguredStream stream, String property) {
    return Json.mapper().valueToTree(stream).path(property).asText();
  }

  private static String number(@Nullable Long number) {
    return number == null ? "-" : number.toString();
  }
}
