package io.lasius.server.status;

import io.lasius.server.ServerSettings;
import io.lasius.server.admission.PauseStore;
import io.lasius.server.container.DockerEngine;
import io.lasius.server.container.EngineException;
import io.lasius.server.workspace.WorkspaceStore;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Whether what the server needs is there. Each part is null where it is well, else what is wrong.
 */
@Singleton
final class Health {
  /** Less than this, and the next log or state may not fit. */
  private static final long MIN_FREE_BYTES = 256L << 20;

  /** Longer than the wait for a connection to it, whose end says more. */
  private static final Duration DATABASE_LIMIT = Duration.ofSeconds(7);

  private final WorkspaceStore database;
  private final DockerEngine engine;
  private final ServerSettings settings;
  private final PauseStore pauses;

  Health(WorkspaceStore database, DockerEngine engine, ServerSettings settings, PauseStore pauses) {
    this.database = database;
    this.engine = engine;
    this.settings = settings;
    this.pauses = pauses;
  }

  /** Whether all of it is there. */
  boolean well() {
    return database() == null && engine() == null && disk() == null;
  }

  /** A database whose way is cut may leave the asker without an answer for minutes. */
  @Nullable String database() {
    var look = new FutureTask<>(() -> database.count());
    Thread.ofVirtual().name("health-database").start(look);
    try {
      look.get(DATABASE_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
      return null;
    } catch (ExecutionException e) {
      return "the database does not answer: "
          + Objects.requireNonNullElse(e.getCause(), e).getMessage();
    } catch (TimeoutException e) {
      return "the database does not answer within %d s".formatted(DATABASE_LIMIT.toSeconds());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "the database was not waited for, as the server ends";
    }
  }

  /** Null where nothing is paused, or nobody knows. */
  @Nullable String pausedSince() {
    try {
      var since = pauses.get().pausedAt();
      return since == null ? null : since.truncatedTo(ChronoUnit.SECONDS).toString();
    } catch (RuntimeException e) {
      return null;
    }
  }

  @Nullable String engine() {
    try {
      engine.info();
      return null;
    } catch (EngineException e) {
      return e.getMessage();
    }
  }

  @Nullable String disk() {
    var folder = settings.dataFolder();
    try {
      var free = Files.getFileStore(folder).getUsableSpace();
      return free < MIN_FREE_BYTES
          ? "only %d MB are free where %s lies".formatted(free >> 20, folder)
          : null;
    } catch (IOException e) {
      return "the folder %s cannot be looked at: %s".formatted(folder, e.getMessage());
    }
  }
}
