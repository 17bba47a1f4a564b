package io.lasius.server.actor;

import static org.assertj.core.api.Assertions.assertThat;

import io.lasius.replication.ConnectorRole;
import io.lasius.server.OnEachDatabase;
import io.lasius.server.StoreUnderTest;
import io.lasius.server.workspace.Workspace;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
@OnEachDatabase
final class DiscoveredCatalogsTest {
  private static final int ROUNDS = 50;

  private final StoreUnderTest store;
  private final DiscoveredCatalogs catalogs;

  DiscoveredCatalogsTest(StoreUnderTest store) {
    this.store = store;
    this.catalogs = store.bean(DiscoveredCatalogs.class);
  }

  @Test
  void keepsOneOfTwoThatComeAtOnce() throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      UUID source = store.actor(Workspace.DEFAULT, ConnectorRole.SOURCE);
      var barrier = new CyclicBarrier(2);
      try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
        var one = threads.submit(() -> put(source, "one", barrier));
        var two = threads.submit(() -> put(source, "two", barrier));
        one.get(10, TimeUnit.SECONDS);
        two.get(10, TimeUnit.SECONDS);
      }

      assertThat(store.texts("SELECT catalog FROM discovered_catalog WHERE actor_id = ?", source))
          .hasSize(1);
    }
  }

  private Void put(UUID source, String catalog, CyclicBarrier barrier) throws Exception {
    barrier.await(10, TimeUnit.SECONDS);
    catalogs.put(source, "fingerprint of " + catalog, catalog);
    return null;
  }
}
