package io.lasius.server.actor;

import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;

/** The catalogs that sources told last. */
@Singleton
class DiscoveredCatalogs {
  private final ActorStore store;
  private final InstantSource clock;

  DiscoveredCatalogs(ActorStore store, InstantSource clock) {
    this.store = store;
    this.clock = clock;
  }

  Optional<String> find(UUID source, String fingerprint) {
    return store.findCatalog(source, fingerprint);
  }

  /** When it was told. */
  Optional<Instant> findTime(UUID source, String fingerprint) {
    return store.findCatalogTime(source, fingerprint);
  }

  /** Stores what a source told in place of what it told before; of two at once, one stays. */
  @Transactional
  void put(UUID source, String fingerprint, String catalog) {
    store.lock(source);
    store.deleteCatalog(source);
    store.insertCatalog(source, fingerprint, catalog, clock.instant());
  }
}
