package io.lasius.server.job;

import static io.lasius.server.StoreUnderTest.incremental;
import static org.assertj.core.api.Assertions.assertThat;

import io.lasius.protocol.catalog.StreamDescriptor;
import io.lasius.server.OnEachDatabase;
import io.lasius.server.StoreUnderTest;
import io.micronaut.transaction.TransactionOperations;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An attempt is taken to need 1 GiB until one of its connection was measured. */
@Timeout(30)
@OnEachDatabase
final class MemoryRoomTest {
  /** No other test's attempts are on it. */
  private static final String ENGINE = "engine-of-little-memory";

  private final StoreUnderTest store;
  private final Jobs jobs;
  private final JobClaims claims;
  private final MemoryRoom memory;

  MemoryRoomTest(StoreUnderTest store) {
    this.store = store;
    this.jobs = store.bean(Jobs.class);
    this.claims = store.bean(JobClaims.class);
    this.memory = store.bean(MemoryRoom.class);
  }

  @BeforeEach
  void makeTenJobs() throws SQLException {
    store.clear();
    for (int i = 0; i < 10; i++) {
      jobs.create(store.connection(incremental(StreamDescriptor.of("users"))));
    }
  }

  @Test
  void beginsAsManyAttemptsAsTheMachineHasMemoryFor() throws Exception {
    memory.engineFound(ENGINE, 4L << 30);

    assertThat(claimed(ENGINE)).isEqualTo(3);
    var waiting = jobs.live().stream().filter(job -> job.status() == JobStatus.PENDING).findFirst();
    assertThat(store.bean(JobTurns.class).waitsFor(waiting.orElseThrow()).orElseThrow())
        .isEqualTo(
            "memory: of the engine's machine of 4096 MiB, 80 % are for attempts; those that run are taken to need 3072 MiB, and this one 1024 MiB (LASIUS_SYNC_MEMORY_BYTES)");

    store.execute(
        "UPDATE attempt SET status = 'SUCCEEDED' WHERE job_id = (SELECT MIN(id) FROM job)");
    assertThat(claimed(ENGINE)).isEqualTo(1);
  }

  /** And what is measured to need less may pass what is not known to. */
  @Test
  void takesAQuarterMoreThanWasMeasured() throws Exception {
    memory.engineFound(ENGINE, 4L << 30);
    store.execute(
        "INSERT INTO connection_memory SELECT connection_id, ? FROM job WHERE id > (SELECT MIN(id) + 1 FROM job)",
        800L << 20);
    // 1 GiB each for the first two, and then 1,000 MiB each.
    assertThat(claimed(ENGINE)).isEqualTo(3);
    var waiting = jobs.live().stream().filter(job -> job.status() == JobStatus.PENDING).findFirst();
    assertThat(store.bean(JobTurns.class).waitsFor(waiting.orElseThrow()).orElseThrow())
        .contains("taken to need 3048 MiB, and this one 1000 MiB (25 % more than");

    store.execute("UPDATE connection_memory SET peak_bytes = ?", 8L << 20);
    assertThat(claimed(ENGINE)).isEqualTo(7);
  }

  @Test
  void letsAJobThatIsLargerThanTheMachineBeginOnlyToFail() throws Exception {
    memory.engineFound(ENGINE, 2L << 30);
    var larger = jobs.live().getFirst().connectionId();
    store.execute("INSERT INTO connection_memory VALUES (?, ?)", larger, 2049L << 20);

    assertThat(memory.excess(larger).orElseThrow())
        .contains("seen to use 2049 MiB", "has 2048 MiB", "DELETE /connections/" + larger);
    assertThat(memory.excess(jobs.live().getLast().connectionId())).isEmpty();
    // It need not wait for the others, nor they for it.
    assertThat(claimed(ENGINE)).isEqualTo(1);
    store.execute("UPDATE connection_memory SET peak_bytes = ?", 2048L << 20);
    assertThat(memory.excess(larger)).isEmpty();
  }

  @Test
  void leavesAJobThatIsLargerThanItsMachineToAnotherServer() throws Exception {
    memory.engineFound(ENGINE, 2L << 30);
    store.execute("INSERT INTO connection_memory SELECT connection_id, ? FROM job", 2049L << 20);
    for (int server = 0; server < 2; server++) {
      store.execute(
          "INSERT INTO server (id, lease_until) VALUES (?, CURRENT_TIMESTAMP + INTERVAL '1' HOUR)",
          UUID.randomUUID());
    }
    try {
      assertThat(claimed(ENGINE)).isZero();
    } finally {
      store.execute("DELETE FROM server");
    }

    assertThat(claimed(ENGINE)).isEqualTo(10);
  }

  @Test
  void takesNoMoreForMeasuredThanItsMachineHas() throws Exception {
    memory.engineFound(ENGINE, 1000);
    var connection = jobs.live().getFirst().connectionId();

    assertThat(noted(connection, 1500, AttemptStatus.SUCCEEDED)).containsExactly("1000");
    assertThat(memory.excess(connection)).isEmpty();
  }

  @Test
  void remembersTheMostAndForgetsItSlowly() throws Exception {
    var connection = jobs.live().getFirst().connectionId();

    assertThat(noted(connection, 50, AttemptStatus.FAILED)).isEmpty();
    assertThat(noted(connection, 100, AttemptStatus.SUCCEEDED)).containsExactly("100");
    assertThat(noted(connection, 50, AttemptStatus.SUCCEEDED)).containsExactly("90");
    assertThat(noted(connection, 40, AttemptStatus.FAILED)).containsExactly("90");
    assertThat(noted(connection, 300, AttemptStatus.FAILED)).containsExactly("300");
    assertThat(noted(connection, 0, AttemptStatus.SUCCEEDED)).containsExactly("300");
  }

  private List<String> noted(UUID connection, long peak, AttemptStatus status) throws SQLException {
    var used = new AttemptFigures.Used(1, peak);
    var figures = new AttemptFigures(Map.of(), used, null);
    TransactionOperations<?> transactions = store.bean(TransactionOperations.class);
    transactions.executeWrite(_ -> {
      memory.note(connection, figures, status);
      return true;
    });
    return store.texts("SELECT peak_bytes FROM connection_memory");
  }

  @Test
  void beginsOneAttemptOnTheSmallestMachine() {
    memory.engineFound(ENGINE, 512L << 20);

    assertThat(claimed(ENGINE)).isEqualTo(1);
  }

  @Test
  void countsNoAttemptsThatRunOnAnotherEngine() {
    memory.engineFound(ENGINE, 512L << 20);

    assertThat(claimed("another-engine")).isEqualTo(10);
  }

  private int claimed(String engine) {
    int count = 0;
    while (claims.claim(UUID.randomUUID(), engine, Duration.ofMinutes(1)).isPresent()) {
      count++;
    }
    return count;
  }
}
