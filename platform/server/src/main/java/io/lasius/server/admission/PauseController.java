package io.lasius.server.admission;

import io.lasius.server.access.Needs;
import io.lasius.server.access.Role;
import io.lasius.server.http.Form;
import io.lasius.server.http.Operation;
import io.micronaut.context.event.ApplicationEventPublisher;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** The pause of all, over HTTP. What runs goes on; what waits, waits. Our own. */
@Controller("/api/public/v1")
final class PauseController {
  private final PauseStore store;
  private final ApplicationEventPublisher<QueueChanged> changed;

  PauseController(PauseStore store, ApplicationEventPublisher<QueueChanged> changed) {
    this.store = store;
    this.changed = changed;
  }

  /**
   * On the wire.
   *
   * @param since absent where all runs
   */
  record PauseResponse(boolean paused, @Form(format = "date-time") @Nullable String since) {}

  @Needs(Role.USER)
  @Operation(id = "getPause", summary = "Tells whether all that waits is kept waiting.")
  @Get("/pause")
  PauseResponse get() {
    var since = store.get().pausedAt();
    return new PauseResponse(
        since != null, since == null ? null : since.truncatedTo(ChronoUnit.SECONDS).toString());
  }

  @Needs(Role.INSTANCE_ADMIN)
  @Operation(id = "pause", summary = "Keeps all that waits waiting.")
  @Post("/pause")
  PauseResponse pause() {
    store.pause();
    return get();
  }

  @Needs(Role.INSTANCE_ADMIN)
  @Operation(id = "resume", summary = "Lets on what waits.")
  @Post("/resume")
  PauseResponse resume() {
    store.resume();
    changed.publishEvent(new QueueChanged());
    return get();
  }
}
