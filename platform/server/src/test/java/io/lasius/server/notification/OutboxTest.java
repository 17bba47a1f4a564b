package io.lasius.server.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.lasius.protocol.catalog.Catalog;
import io.lasius.protocol.catalog.DestinationSyncMode;
import io.lasius.protocol.catalog.StreamDescriptor;
import io.lasius.replication.ReplicationOutcome;
import io.lasius.server.OnEachDatabase;
import io.lasius.server.StoreUnderTest;
import io.lasius.server.actor.KnownCatalog;
import io.lasius.server.connection.Connection;
import io.lasius.server.job.JobType;
import io.lasius.server.job.JobWork;
import io.lasius.server.schema.SchemaUpdates;
import io.lasius.server.workspace.NotificationKind;
import io.micronaut.transaction.TransactionOperations;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is noted of what happens, and what is told of it. */
@Timeout(30)
@OnEachDatabase
final class OutboxTest extends NotificationFixture {
  private static final String NOWHERE = "https://example.com/hook";

  OutboxTest(StoreUnderTest store) {
    super(store);
  }

  @ParameterizedTest
  @CsvSource({"SYNC, sync", "REFRESH_MERGE, refresh", "REFRESH_TRUNCATE, refresh", "CLEAR, reset"})
  void tellsOfEachTypeOfJobFromItsBeginningToItsEnd(JobType type, String name) throws Exception {
    tellAll(NOWHERE);
    var connection = connection();
    var work = new JobWork(type, type == JobType.SYNC ? List.of() : List.of(USERS));

    results.finish(
        begin(connection, work), new ReplicationOutcome.Failed(NOTHING, List.of(BROKEN)), true);
    results.finish(claim(), new ReplicationOutcome.Succeeded(NOTHING), false);

    assertThat(noted())
        .containsExactly(name + ".started", name + ".incomplete", name + ".succeeded");
    var incomplete = told(1);
    assertThat(incomplete.path("text").asText())
        .contains(
            "of 'c' (job ",
            "is tried again after attempt 1 failed",
            "source, system_error: it broke");
    assertThat(incomplete.path("data").path("attempt").asInt()).isZero();
    assertThat(incomplete.path("data").path("success").asBoolean()).isFalse();
    assertThat(incomplete.path("data").path("errorMessage").asText()).isEqualTo("it broke");
    assertThat(incomplete.path("data").path("errorType").asText()).isEqualTo("system_error");
    assertThat(incomplete.path("data").path("errorOrigin").asText()).isEqualTo("source");
    var succeeded = told(2).path("data");
    assertThat(succeeded.path("jobType").asText()).isEqualTo(name);
    assertThat(succeeded.path("attempts").asInt()).isEqualTo(2);
    assertThat(succeeded.path("verdict").path("kind").asText()).isEqualTo("verified");
    assertThat(succeeded.has("errorMessage")).isFalse();
  }

  @Test
  void hasTheNamesOfAirbytesSummary() throws Exception {
    tell(NotificationKind.SUCCESS, NOWHERE);
    sync(connection());

    var data = told(0).path("data");

    assertThat(data.fieldNames())
        .toIterable()
        .contains(
            "workspace",
            "connection",
            "source",
            "destination",
            "jobId",
            "isSuccess",
            "success",
            "startedAt",
            "finishedAt",
            "bytesEmitted",
            "bytesCommitted",
            "recordsEmitted",
            "recordsCommitted",
            "recordsFilteredOut",
            "bytesFilteredOut",
            "durationInSeconds",
            "durationFormatted",
            "bytesEmittedFormatted",
            "bytesCommittedFormatted");
    assertThat(data.path("workspace").path("name").asText()).isEqualTo("Default");
    assertThat(data.path("source").path("name").asText()).isEqualTo("a");
    assertThat(data.path("success").asBoolean()).isTrue();
  }

  @Test
  void tellsOfACancelWhetherTheJobWaitsOrRuns() throws Exception {
    tell(NotificationKind.CANCELLED, NOWHERE);
    var waiting = jobs.create(connection());
    jobs.cancel(waiting.number());
    var lease = begin(connection(), JobWork.SYNC);
    jobs.cancel(lease.jobId());
    assertThat(noted()).hasSize(1);

    results.finish(lease, new ReplicationOutcome.Cancelled(NOTHING), false);

    assertThat(noted()).containsExactly("sync.cancelled", "sync.cancelled");
    assertThat(told(0).path("data").path("attempts").asInt()).isZero();
    assertThat(told(1).path("text").asText()).contains("was cancelled (0 records committed in ");
  }

  @Test
  void notesNothingOfWhatIsRolledBack() throws Exception {
    tellAll(NOWHERE);
    var lease = begin(connection(), JobWork.SYNC);
    store.execute("UPDATE job SET lease_epoch = 99");
    store.execute("UPDATE attempt SET lease_epoch = 99");

    assertThatThrownBy(
            () -> results.finish(lease, new ReplicationOutcome.Succeeded(NOTHING), false))
        .hasMessageContaining("taken over");

    assertThat(noted()).containsExactly("sync.started");
  }

  @Test
  void notesNothingWhereNobodyAsksOrElsewhere() throws Exception {
    tell(NotificationKind.FAILURE, NOWHERE);
    tell(NotificationKind.SUCCESS, NOWHERE);
    store.execute("UPDATE workspace_webhook SET enabled = FALSE WHERE kind = 'SUCCESS'");
    sync(connection());
    var elsewhere = store.connection(store.workspace(), StoreUnderTest.incremental(USERS));

    fail(elsewhere);

    assertThat(noted()).isEmpty();
  }

  @Test
  void tellsOnceThatAConnectionIsThreatenedAndThatItIsDisabled() throws Exception {
    tell(NotificationKind.SYNC_DISABLED, NOWHERE);
    tell(NotificationKind.SYNC_DISABLED_WARNING, NOWHERE);
    var connection = connection();

    for (int day = 0; day < 8; day++) {
      fail(connection);
      store.execute(
          "UPDATE job SET created_at = created_at - INTERVAL '1' DAY, updated_at = updated_at - INTERVAL '1' DAY");
    }

    assertThat(noted()).containsExactly("connection.disable_warning", "connection.disabled");
    assertThat(told(0).path("text").asText())
        .startsWith("Connection 'c' keeps failing: it will be disabled unless a job succeeds");
    assertThat(told(1).path("text").asText())
        .startsWith("Connection 'c' was made inactive: disabled: 8 jobs in a row have failed");
    assertThat(told(1).path("data").path("reason").asText()).startsWith("disabled: 8 jobs");
  }

  @Test
  void tellsWhatASourceChangedAndWhatBecameOfIt() throws Exception {
    tell(NotificationKind.CONNECTION_UPDATE, NOWHERE);
    tell(NotificationKind.CONNECTION_UPDATE_ACTION_REQUIRED, NOWHERE);
    var connection = connection();
    var harmless = begin(connection, JobWork.SYNC);
    look(connection, harmless.jobId(), "users", "orders");
    look(connection, harmless.jobId(), "users", "orders", "more");
    results.finish(harmless, new ReplicationOutcome.Succeeded(NOTHING), false);
    var breaking = begin(connection, JobWork.SYNC);

    look(connection, breaking.jobId(), "more");

    assertThat(noted()).containsExactly("connection.schema_changed", "connection.schema_changed");
    assertThat(deliveries.findAll())
        .extracting(Delivery::kind)
        .containsExactlyInAnyOrder(
            NotificationKind.CONNECTION_UPDATE, NotificationKind.CONNECTION_UPDATE_ACTION_REQUIRED);
    var added = told(0).path("data");
    assertThat(added.path("needsAction").asBoolean()).isFalse();
    assertThat(added.path("changes").path(0).toString())
        .isEqualTo(
            "{\"streamName\":\"more\",\"change\":\"stream_added\",\"fieldPath\":[],\"breaking\":false,\"action\":\"ignored\",\"needsAction\":false}");
    var removed = told(1);
    assertThat(removed.path("text").asText())
        .startsWith(
            "The source of 'c' changed (1 change, of which 1 to be acted upon): users: stream removed");
    assertThat(removed.path("data").path("changes").path(0).path("action").asText())
        .isEqualTo("paused");
  }

  /** Looks at a source that offers streams, as the first attempt of a job does. */
  private void look(Connection connection, long jobId, String... streams) {
    var catalog =
        Catalog.of(
            Arrays.stream(streams)
                .map(name -> StoreUnderTest.incremental(StreamDescriptor.of(name)).stream())
                .toList());
    TransactionOperations<?> transactions = store.bean(TransactionOperations.class);
    transactions.executeWrite(_ ->
        store
            .bean(SchemaUpdates.class)
            .apply(
                connection.id(),
                jobId,
                new KnownCatalog(catalog, Instant.now()),
                EnumSet.allOf(DestinationSyncMode.class)));
  }

  private void fail(Connection connection) throws Exception {
    results.finish(
        begin(connection, JobWork.SYNC),
        new ReplicationOutcome.Failed(NOTHING, List.of(REFUSED)),
        false);
  }

  /** The event at a place of {@link #noted()}, as it is told. */
  private JsonNode told(int place) throws SQLException {
    var id = store.texts("SELECT id FROM webhook_delivery ORDER BY created_at, id").get(place);
    var delivery = deliveries.findById(UUID.fromString(id)).orElseThrow();
    return store.bean(Events.class).of(delivery);
  }
}
