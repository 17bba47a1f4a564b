package io.lasius.server.connection;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.lasius.protocol.json.Json;
import io.lasius.replication.RecordChecks;
import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import io.micronaut.transaction.annotation.Transactional;
import java.util.Optional;
import java.util.UUID;

/** What is looked at while a connection's records move. */
@JdbcRepository(dialect = Dialect.POSTGRES)
public abstract class RecordChecksStore implements GenericRepository<Connection, UUID> {
  /** Those of a connection, or the defaults. */
  public RecordChecks of(UUID connectionId) {
    return find(connectionId).map(RecordChecksStore::read).orElse(RecordChecks.NONE);
  }

  /** Stores them in place of those before. */
  @Transactional
  public void put(UUID connectionId, RecordChecks checks) {
    var text = Json.write(Json.mapper().valueToTree(checks));
    if (update(connectionId, text) == 0) {
      insert(connectionId, text);
    }
  }

  private static RecordChecks read(String text) {
    try {
      return Json.mapper().readValue(text, RecordChecks.class);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the stored checks of a connection cannot be read", e);
    }
  }

  @Query("SELECT checks FROM connection_record_checks WHERE connection_id = :connectionId")
  abstract Optional<String> find(UUID connectionId);

  @Query("UPDATE connection_record_checks SET checks = :checks WHERE connection_id = :connectionId")
  abstract long update(UUID connectionId, String checks);

  @Query(
      "INSERT INTO connection_record_checks (connection_id, checks) VALUES (:connectionId, :checks)")
  abstract void insert(UUID connectionId, String checks);
}
