package io.lasius.server.schedule;

import io.lasius.server.DueLoop;
import io.lasius.server.ServerSettings;
import io.lasius.server.admission.SyncsOwed;
import io.lasius.server.connection.ScheduleChosen;
import io.micronaut.runtime.event.annotation.EventListener;
import io.micronaut.runtime.server.event.ServerStartupEvent;
import io.micronaut.transaction.annotation.TransactionalEventListener;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;

/**
 * Has the jobs made that are due, as long as the server runs. Another server may change a schedule,
 * a job may end, the clock may be set and the machine wake up, all unheard.
 */
@Singleton
class ConnectionScheduler {
  private final DueLook look;
  private final DueLoop loop;

  ConnectionScheduler(DueLook look, ServerSettings settings) {
    this.look = look;
    this.loop = new DueLoop("schedule", this::look, settings.heartbeat());
  }

  private Duration look() {
    return look.take(loop::isStopping);
  }

  @EventListener
  void start(ServerStartupEvent event) {
    loop.start();
  }

  /** Once it is stored, or the look would not see it. */
  @TransactionalEventListener
  void scheduleChosen(ScheduleChosen event) {
    loop.changed();
  }

  @TransactionalEventListener
  void syncsOwed(SyncsOwed event) {
    loop.changed();
  }

  @PreDestroy
  void stop() throws InterruptedException {
    loop.stop();
  }
}
