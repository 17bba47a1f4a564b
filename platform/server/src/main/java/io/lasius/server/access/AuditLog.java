package io.lasius.server.access;

import io.lasius.protocol.json.Json;
import io.lasius.server.ServerSettings;
import io.micronaut.http.HttpRequest;
import io.micronaut.web.router.RouteAttributes;
import io.micronaut.web.router.UriRouteInfo;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Who did what. The entry is there before anything is done, so that nothing is done that it does
 * not tell of.
 */
@Singleton
class AuditLog {
  private static final Duration PRUNE_EVERY = Duration.ofHours(1);

  private final AuditEntryStore store;
  private final Duration age;
  private final InstantSource clock;
  private final AtomicReference<Instant> pruned = new AtomicReference<>(Instant.EPOCH);

  AuditLog(AuditEntryStore store, ServerSettings settings, InstantSource clock) {
    this.store = store;
    this.age = settings.auditAge();
    this.clock = clock;
  }

  /** Notes that somebody is about to do something, and gives the entry's id. */
  UUID begin(Caller caller, String address, HttpRequest<?> request) {
    prune();
    var path =
        RouteAttributes.getRouteInfo(request)
            .map(route -> route instanceof UriRouteInfo<?, ?> found ? found : null)
            .map(found -> found.getUriMatchTemplate().toString())
            .orElse(request.getPath());
    var entry =
        new AuditEntry(
            UUID.randomUUID(),
            clock.instant().truncatedTo(ChronoUnit.MICROS),
            caller.userId(),
            caller.user().name(),
            caller.way(),
            address,
            request.getMethodName() + " " + path,
            null,
            null,
            null,
            "[]");
    return store.save(entry).id();
  }

  /** Notes what became of it. */
  void end(UUID entry, AuditTrail trail, int status) {
    store.end(
        entry, status, trail.objectId(), trail.workspaceId(), Json.write(trail.changedFields()));
  }

  private void prune() {
    var now = clock.instant();
    var last = pruned.get();
    if (now.isAfter(last.plus(PRUNE_EVERY)) && pruned.compareAndSet(last, now)) {
      store.deleteBefore(now.minus(age));
    }
  }
}
