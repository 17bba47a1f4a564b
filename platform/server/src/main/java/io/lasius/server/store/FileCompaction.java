package io.lasius.server.store;

import io.micronaut.context.annotation.Context;
import io.micronaut.context.annotation.Requires;
import io.micronaut.transaction.TransactionOperations;
import jakarta.annotation.PreDestroy;
import java.sql.Connection;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.h2.engine.SessionLocal;
import org.h2.jdbc.JdbcConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps an H2 file small while the server runs. Each commit appends a chunk of some 20 KiB, whose
 * room is free again once nothing in it is of use; but a row that stays keeps its whole chunk. H2
 * rewrites such chunks on a thread of its own, which it has only where commits are written with a
 * delay, and ours are not.
 */
@Context
@Requires(property = "lasius.database.url", pattern = "jdbc:h2:.*")
final class FileCompaction {
  private static final Logger log = LoggerFactory.getLogger(FileCompaction.class);
  private static final int MINUTES_BETWEEN = 1;
  private static final int STOP_SECONDS = 10;
  private static final int FILL_PERCENT = 50;

  /** Commits wait meanwhile: for some tens of milliseconds. */
  private static final int MOST_BYTES = 4 << 20;

  private final TransactionOperations<Connection> transactions;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("file-compaction").daemon().factory());

  FileCompaction(TransactionOperations<Connection> transactions) {
    this.transactions = transactions;
    var _ =
        thread.scheduleWithFixedDelay(
            this::look, MINUTES_BETWEEN, MINUTES_BETWEEN, TimeUnit.MINUTES);
  }

  /** Rewrites the emptiest chunks where half the room in chunks is not of use. */
  void compact() {
    transactions.executeRead(transaction -> {
      var connection = transaction.getConnection().unwrap(JdbcConnection.class);
      var database = ((SessionLocal) connection.getSession()).getDatabase();
      return database.getStore().getMvStore().compact(FILL_PERCENT, MOST_BYTES);
    });
  }

  private void look() {
    try {
      compact();
    } catch (RuntimeException e) {
      log.warn("The database's file is not compacted", e);
    }
  }

  /** Without an interrupt, which would close the database's file. */
  @PreDestroy
  void stop() throws InterruptedException {
    thread.shutdown();
    if (!thread.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)) {
      log.warn("Compaction of the database's file has not ended");
    }
  }
}
