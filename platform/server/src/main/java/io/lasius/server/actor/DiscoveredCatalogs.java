package io.lasius.server.actor;

import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.UUID;

/** The catalogs that sources told last. */
@Singleton
class DiscoveredCatalogs {
  private final ActorStore store;

  DiscoveredCatalogs(ActorStore store) {
    this.store = store;
  }

  Optional<String> find(UUID source, String fingerprint) {
    return store.findCatalog(source, fingerprint);
  }

  /** Stores what a source told in place of what it told before; of two at once, one stays. */
  @Transactional
  void put(UUID source, String fingerprint, String catalog) {
    store.lock(source);
    store.deleteCatalog(source);
    store.insertCatalog(source, fingerprint, catalog);
  }
}
