package io.lasius.server.job;

import static io.lasius.server.StoreUnderTest.incremental;
import static org.assertj.core.api.Assertions.assertThat;

import io.lasius.protocol.catalog.StreamDescriptor;
import io.lasius.server.OnEachDatabase;
import io.lasius.server.StoreUnderTest;
import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An attempt is taken to need 1 GiB. */
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
            "memory: of the engine's machine of 4096 MiB, 80 % are for attempts, each of which is taken to need 1024 MiB (LASIUS_SYNC_MEMORY_BYTES), so that 3 may run at once");

    store.execute(
        "UPDATE attempt SET status = 'SUCCEEDED' WHERE job_id = (SELECT MIN(id) FROM job)");
    assertThat(claimed(ENGINE)).isEqualTo(1);
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
