package io.lasius.server.connection;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import io.lasius.protocol.json.Json;
import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import io.micronaut.transaction.annotation.Transactional;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Count queries of connections. */
@JdbcRepository(dialect = Dialect.POSTGRES)
public abstract class CountQueryStore implements GenericRepository<Connection, UUID> {
  /** Those of a connection. */
  public List<CountQuery> of(UUID connectionId) {
    return find(connectionId).map(CountQueryStore::read).orElse(List.of());
  }

  /** Stores them in place of those before. */
  @Transactional
  public void put(UUID connectionId, List<CountQuery> queries) {
    var text = Json.write(Json.mapper().valueToTree(queries));
    if (update(connectionId, text) == 0) {
      insert(connectionId, text);
    }
  }

  private static List<CountQuery> read(String text) {
    try {
      return Json.mapper().readValue(text, new TypeReference<>() {});
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the stored count queries cannot be read", e);
    }
  }

  @Query("SELECT queries FROM connection_count_queries WHERE connection_id = :connectionId")
  abstract Optional<String> find(UUID connectionId);

  @Query(
      "UPDATE connection_count_queries SET queries = :queries WHERE connection_id = :connectionId")
  abstract long update(UUID connectionId, String queries);

  @Query(
      "INSERT INTO connection_count_queries (connection_id, queries) VALUES (:connectionId, :queries)")
  abstract void insert(UUID connectionId, String queries);
}
