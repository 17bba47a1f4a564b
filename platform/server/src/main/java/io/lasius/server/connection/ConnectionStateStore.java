package io.lasius.server.connection;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.lasius.protocol.catalog.StreamDescriptor;
import io.lasius.protocol.json.Json;
import io.lasius.protocol.message.StateMessage;
import io.lasius.protocol.message.StreamState;
import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import io.micronaut.transaction.TransactionDefinition;
import io.micronaut.transaction.annotation.Transactional;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/**
 * Where each connection stands: its states, and the generations of its streams. What changes
 * several rows runs in the transaction of whoever calls it.
 */
@JdbcRepository(dialect = Dialect.POSTGRES)
public abstract class ConnectionStateStore implements GenericRepository<Connection, UUID> {
  /** The states as the source wrote them, byte for byte. */
  @Query("SELECT state FROM connection_state WHERE connection_id = :connectionId ORDER BY stream")
  public abstract List<String> states(UUID connectionId);

  /** Number of a stream's present generation; 0 before the first full refresh. */
  public long generation(UUID connectionId, StreamDescriptor stream) {
    return findGeneration(connectionId, StreamKey.of(stream)).orElse(0L);
  }

  /** Stores a state in place of the one before. */
  @Transactional(propagation = TransactionDefinition.Propagation.MANDATORY)
  public void put(UUID connectionId, StateMessage state, long jobId) {
    var stream =
        state instanceof StreamState one ? StreamKey.of(one.stream()) : StreamKey.ALL_STREAMS;
    if (updateState(connectionId, stream, state.json(), jobId) == 0) {
      insertState(connectionId, stream, state.json(), jobId);
    }
  }

  /** Begins a stream anew: its state goes, and its data is of a new generation. */
  @Transactional(propagation = TransactionDefinition.Propagation.MANDATORY)
  public void beginGeneration(UUID connectionId, StreamDescriptor stream) {
    var key = StreamKey.of(stream);
    deleteState(connectionId, key);
    findState(connectionId, StreamKey.ALL_STREAMS)
        .ifPresent(all -> forget(connectionId, all, stream));
    if (incrementGeneration(connectionId, key) == 0) {
      insertGeneration(connectionId, key);
    }
  }

  /** A state of all streams keeps the parts of the others. */
  private void forget(UUID connectionId, String all, StreamDescriptor stream) {
    try {
      var payload = Json.parse(all);
      if (payload.path("global").get("stream_states") instanceof ArrayNode streams) {
        streams.removeIf(entry -> isOf(entry.path("stream_descriptor"), stream));
        updateStateText(connectionId, StreamKey.ALL_STREAMS, Json.write(payload));
      }
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a stored state cannot be read", e);
    }
  }

  private static boolean isOf(JsonNode descriptor, StreamDescriptor stream) {
    return descriptor.path("name").asText().equals(stream.name())
        && Objects.equals(descriptor.path("namespace").textValue(), stream.namespace());
  }

  @Query(
      "SELECT state FROM connection_state WHERE connection_id = :connectionId AND stream = :stream")
  abstract Optional<String> findState(UUID connectionId, String stream);

  @Query(
      """
      UPDATE connection_state SET state = :state, job_id = :jobId, committed_at = CURRENT_TIMESTAMP
      WHERE connection_id = :connectionId AND stream = :stream\
      """)
  abstract long updateState(UUID connectionId, String stream, String state, long jobId);

  @Query(
      "UPDATE connection_state SET state = :state WHERE connection_id = :connectionId AND stream = :stream")
  abstract long updateStateText(UUID connectionId, String stream, String state);

  @Query(
      """
      INSERT INTO connection_state (connection_id, stream, state, job_id, committed_at)
      VALUES (:connectionId, :stream, :state, :jobId, CURRENT_TIMESTAMP)\
      """)
  abstract void insertState(UUID connectionId, String stream, String state, long jobId);

  @Query("DELETE FROM connection_state WHERE connection_id = :connectionId AND stream = :stream")
  abstract long deleteState(UUID connectionId, String stream);

  @Query(
      "SELECT generation FROM stream_generation WHERE connection_id = :connectionId AND stream = :stream")
  abstract Optional<Long> findGeneration(UUID connectionId, String stream);

  @Query(
      """
      UPDATE stream_generation SET generation = generation + 1
      WHERE connection_id = :connectionId AND stream = :stream\
      """)
  abstract long incrementGeneration(UUID connectionId, String stream);

  @Query(
      "INSERT INTO stream_generation (connection_id, stream, generation) VALUES (:connectionId, :stream, 1)")
  abstract void insertGeneration(UUID connectionId, String stream);
}
