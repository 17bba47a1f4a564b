package io.lasius.server.job;

import static io.lasius.server.StoreUnderTest.incremental;
import static org.assertj.core.api.Assertions.assertThat;

import io.lasius.protocol.catalog.StreamDescriptor;
import io.lasius.server.OnEachDatabase;
import io.lasius.server.StoreUnderTest;
import io.lasius.server.admission.PauseStore;
import io.lasius.server.connection.Connection;
import io.lasius.server.connection.ConnectionStream;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Of a source two jobs run at once, of a destination four, of a workspace 24. */
@Timeout(30)
@OnEachDatabase
final class JobTurnsTest {
  private static final int SERVERS = 4;
  private static final ConnectionStream USERS = incremental(StreamDescriptor.of("users"));
  private static final String ALL_DAYS = "MONDAY,TUESDAY,WEDNESDAY,THURSDAY,FRIDAY,SATURDAY,SUNDAY";

  private final StoreUnderTest store;
  private final Jobs jobs;
  private final JobClaims claims;
  private final JobTurns turns;

  JobTurnsTest(StoreUnderTest store) {
    this.store = store;
    this.jobs = store.bean(Jobs.class);
    this.claims = store.bean(JobClaims.class);
    this.turns = store.bean(JobTurns.class);
  }

  @BeforeEach
  void clear() throws SQLException {
    store.clear();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          source_id      | 2 | the end of a job of the source 'a', of which 2 may run at once (LASIUS_MAX_RUNNING_JOBS_PER_SOURCE)
          destination_id | 4 | the end of a job of the destination 'a', of which 4 may run at once (LASIUS_MAX_RUNNING_JOBS_PER_DESTINATION)
          workspace_id   | 24 | the end of a job of the workspace 'Default', of which 24 may run at once (LASIUS_MAX_RUNNING_JOBS_PER_WORKSPACE)
          """)
  void passesOverAJobOfWhatHasItsMostJobs(String shared, int most, String waitsFor)
      throws Exception {
    var together = jobsOfOne(shared, most + 1);
    var other = create(store.connection(store.workspace(), USERS));

    assertThat(claimAll())
        .containsExactlyElementsOf(with(together.subList(0, most), other.number()));
    assertThat(waitsFor(together.getLast())).hasValue(waitsFor);

    end(together.getFirst());
    assertThat(claimAll()).containsExactly(together.getLast());
    assertThat(waitsFor(together.getLast())).isEmpty();
  }

  @Test
  void looksBehindManyThatMayNotRun() throws Exception {
    jobsOfOne("source_id", 2);
    claimAll();
    for (int i = 0; i < 6; i++) {
      store.execute(
          """
          INSERT INTO connection (id, workspace_id, source_id, destination_id, name, status,
            namespace_definition, prefix, streams, created_at, schema_policy, backfill, schedule)
          SELECT gen_random_uuid(), workspace_id, source_id, destination_id, name, status,
            namespace_definition, prefix, streams, created_at, schema_policy, backfill, schedule
          FROM connection\
          """);
    }
    store.execute(
        """
        INSERT INTO job (connection_id, live_connection_id, status, cancel_requested, created_at, updated_at, due_at,
          lease_epoch, complete_failures, successive_complete_failures, partial_failures, successive_partial_failures)
        SELECT id, id, 'PENDING', FALSE, CURRENT_TIMESTAMP, CURRENT_TIMESTAMP, CURRENT_TIMESTAMP, 0, 0, 0, 0, 0
        FROM connection WHERE id NOT IN (SELECT connection_id FROM job)
          AND source_id IN (SELECT source_id FROM connection JOIN job ON job.connection_id = connection.id)\
        """);
    var other = create(connection());

    assertThat(claimAll()).containsExactly(other.number());
    assertThat(jobs.live()).hasSizeGreaterThan(100);
  }

  @Test
  void runsNoMoreThanTheMostHoweverManyServersClaim() throws Exception {
    jobsOfOne("source_id", 8);
    var barrier = new CyclicBarrier(SERVERS);
    var claimed = new ArrayList<Long>();

    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var servers = new ArrayList<Future<List<Long>>>();
      for (int i = 0; i < SERVERS; i++) {
        servers.add(
            threads.submit(() -> {
              barrier.await(10, TimeUnit.SECONDS);
              return claimAll();
            }));
      }
      for (var server : servers) {
        claimed.addAll(server.get(20, TimeUnit.SECONDS));
      }
    }

    assertThat(claimed).hasSize(2).doesNotHaveDuplicates();
  }

  @Test
  void goesByPriorityAndThenByTheTimeThatAJobHasBeenDue() throws Exception {
    var low = create(queued(connection(), "LOW", "[]"));
    var normal = create(connection());
    var later = create(connection());
    var high = create(queued(connection(), "HIGH", "[]"));
    store.execute(
        "UPDATE job SET due_at = due_at - INTERVAL '50' MINUTE WHERE id IN (?, ?)",
        low.number(),
        later.number());

    assertThat(claimAll())
        .containsExactly(high.number(), later.number(), normal.number(), low.number());
  }

  @Test
  void goesByAnHourOfWaitingAsByAStepOfPriority() throws Exception {
    var low = create(queued(connection(), "LOW", "[]"));
    var normal = create(connection());
    var high = create(queued(connection(), "HIGH", "[]"));
    store.execute(
        "UPDATE job SET due_at = due_at - INTERVAL '130' MINUTE WHERE id = ?", low.number());

    assertThat(claimAll()).containsExactly(low.number(), high.number(), normal.number());
  }

  @Test
  void beginsNothingWhileAllIsPaused() throws Exception {
    var running = create(connection());
    claimAll();
    var waiting = create(connection());
    var pauses = store.bean(PauseStore.class);

    pauses.pause();
    var since = pauses.get().pausedAt();
    pauses.pause();

    assertThat(claimAll()).isEmpty();
    assertThat(pauses.get().pausedAt()).isNotNull().isEqualTo(since);
    assertThat(waitsFor(waiting.number()).orElseThrow()).startsWith("the end of the pause of all");
    assertThat(waitsFor(running.number())).isEmpty();

    pauses.resume();
    assertThat(waitsFor(waiting.number())).hasValue("a server to take it");
    assertThat(claimAll()).containsExactly(waiting.number());
  }

  @Test
  void leavesAJobInItsBlackoutWaiting() throws Exception {
    var now = claims.now().truncatedTo(ChronoUnit.MINUTES);
    var dark = create(queued(connection(), "HIGH", blackout(now.minusSeconds(60), 120)));
    var bright = create(queued(connection(), "LOW", blackout(now.plusSeconds(3600), 60)));

    assertThat(claimAll()).containsExactly(bright.number());

    assertThat(waitsFor(dark.number()))
        .hasValue("the end of its blackout at " + now.plusSeconds(119 * 60));
  }

  @Test
  void waitsForTheTimeOfItsRetry() throws Exception {
    var job = create(connection());
    store.execute(
        "UPDATE job SET status = 'INCOMPLETE', due_at = CURRENT_TIMESTAMP + INTERVAL '1' HOUR");

    var due = jobs.find(job.number()).orElseThrow().dueAt().truncatedTo(ChronoUnit.SECONDS);
    assertThat(waitsFor(job.number())).hasValue("its retry at " + due);
  }

  @Test
  void waitsForNothingOnceItHasEnded() throws Exception {
    var job = create(connection());
    jobs.cancel(job.number());

    assertThat(waitsFor(job.number())).isEmpty();
  }

  private static String blackout(Instant from, int minutes) {
    var begin = from.atOffset(ZoneOffset.UTC).toLocalTime();
    return "[\"%s %s %s UTC\"]".formatted(ALL_DAYS, begin, begin.plusMinutes(minutes));
  }

  private Connection connection() throws SQLException {
    return store.connection(USERS);
  }

  private Connection queued(Connection connection, String priority, String blackouts)
      throws SQLException {
    store.execute(
        "INSERT INTO connection_queue (connection_id, priority, blackouts) VALUES (?, ?, ?)",
        connection.id(),
        priority,
        blackouts);
    return connection;
  }

  private Job create(Connection connection) {
    return jobs.create(connection);
  }

  private List<Long> jobsOfOne(String shared, int count) throws SQLException {
    var made = new ArrayList<Long>();
    var first = connection();
    for (int i = 0; i < count; i++) {
      var next = connection();
      store.execute(
          "UPDATE connection SET %s = (SELECT %s FROM connection WHERE id = ?) WHERE id = ?"
              .formatted(shared, shared),
          first.id(),
          next.id());
      made.add(create(next).number());
    }
    return made;
  }

  private static List<Long> with(List<Long> numbers, long another) {
    var all = new ArrayList<>(numbers);
    all.add(another);
    return all;
  }

  private List<Long> claimAll() {
    var claimed = new ArrayList<Long>();
    for (var lease = claim(); lease.isPresent(); lease = claim()) {
      claimed.add(lease.get().jobId());
    }
    return claimed;
  }

  private Optional<JobLease> claim() {
    return claims.claim(UUID.randomUUID(), "e", Duration.ofMinutes(1));
  }

  private void end(long job) throws SQLException {
    store.execute(
        "UPDATE job SET status = 'SUCCEEDED', live_connection_id = NULL WHERE id = ?", job);
  }

  private Optional<String> waitsFor(long job) {
    return turns.waitsFor(jobs.find(job).orElseThrow());
  }
}
