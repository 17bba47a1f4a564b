package io.lasius.server.state;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.lasius.protocol.catalog.StreamDescriptor;
import io.lasius.protocol.json.Json;
import io.lasius.protocol.message.StateMessage;
import io.lasius.protocol.message.StreamState;
import io.lasius.server.connection.Connection;
import io.lasius.server.connection.StreamKey;
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
import org.jspecify.annotations.Nullable;

/**
 * Where each connection stands: its states, and the generations of its streams. A state is never
 * replaced: each change is a new version, and the newest of a stream is where it stands. What
 * changes several rows runs in the transaction of whoever calls it, one at a time per connection:
 * its job's attempt, or whoever has locked the connection while it has no job.
 */
@JdbcRepository(dialect = Dialect.POSTGRES)
public abstract class ConnectionStateStore implements GenericRepository<Connection, UUID> {
  /** The present states as the source wrote them, byte for byte. */
  @Query(
      """
      SELECT state FROM state_version
      WHERE version IN (
        SELECT MAX(version) FROM state_version WHERE connection_id = :connectionId GROUP BY stream)
        AND state IS NOT NULL
      ORDER BY stream\
      """)
  public abstract List<String> states(UUID connectionId);

  /** The type of the present states; none where there is no state. */
  @Query(
      """
      SELECT state_type FROM state_version
      WHERE version IN (
        SELECT MAX(version) FROM state_version WHERE connection_id = :connectionId GROUP BY stream)
        AND state IS NOT NULL
      ORDER BY version DESC LIMIT 1\
      """)
  public abstract Optional<StateType> type(UUID connectionId);

  /** Number of a stream's present generation; 0 before the first full refresh. */
  public long generation(UUID connectionId, StreamDescriptor stream) {
    return findGeneration(connectionId, StreamKey.of(stream)).orElse(0L);
  }

  /**
   * The connection's newest version when the stream's present data began: a state up to there is of
   * data that is gone, or to go.
   */
  public long dataBegan(UUID connectionId, StreamDescriptor stream) {
    return findDataBegan(connectionId, StreamKey.of(stream)).orElse(0L);
  }

  /** Stores a state as the newest version of its stream, or of all streams together. */
  @Transactional(propagation = TransactionDefinition.Propagation.MANDATORY)
  public void put(UUID connectionId, StateMessage state, StateOrigin origin) {
    var stream =
        state instanceof StreamState one ? StreamKey.of(one.stream()) : StreamKey.ALL_STREAMS;
    add(connectionId, stream, StateType.of(state), state.json(), origin);
  }

  /**
   * From here on a stream, or all streams together, have no state. Nothing where they have none.
   */
  @Transactional(propagation = TransactionDefinition.Propagation.MANDATORY)
  public void forget(UUID connectionId, String stream, StateOrigin origin) {
    if (findState(connectionId, stream).isPresent()) {
      add(connectionId, stream, null, null, origin);
    }
  }

  /**
   * Begins a stream anew: its state goes, and its data is of a new generation.
   *
   * @param replaces whether the data of before goes, too
   */
  @Transactional(propagation = TransactionDefinition.Propagation.MANDATORY)
  public void beginGeneration(
      UUID connectionId, StreamDescriptor stream, StateOrigin origin, boolean replaces) {
    var key = StreamKey.of(stream);
    forget(connectionId, key, origin);
    findState(connectionId, StreamKey.ALL_STREAMS)
        .ifPresent(all -> forgetPart(connectionId, all, stream, origin));
    if (incrementGeneration(connectionId, key) == 0) {
      insertGeneration(connectionId, key);
    }
    if (replaces) {
      beginData(connectionId, key);
    }
  }

  /** Where the present state of a stream is kept. */
  public StatePlace place(UUID connectionId, StreamDescriptor stream) {
    var all = findState(connectionId, StreamKey.ALL_STREAMS);
    if (all.isEmpty()) {
      return StatePlace.OWN;
    }
    return parts(parsed(all.get())).valueStream().anyMatch(part -> isOf(part, stream))
        ? StatePlace.PART
        : StatePlace.SHARED;
  }

  /** A state of all streams keeps the parts of the others. */
  private void forgetPart(
      UUID connectionId, String all, StreamDescriptor stream, StateOrigin origin) {
    var payload = parsed(all);
    if (parts(payload) instanceof ArrayNode streams) {
      int before = streams.size();
      streams.removeIf(part -> isOf(part, stream));
      if (streams.size() < before) {
        add(connectionId, StreamKey.ALL_STREAMS, StateType.GLOBAL, Json.write(payload), origin);
      }
    }
  }

  private static JsonNode parsed(String state) {
    try {
      return Json.parse(state);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a stored state cannot be read", e);
    }
  }

  /** What a state of all streams keeps for each. */
  private static JsonNode parts(JsonNode state) {
    return state.path("global").path("stream_states");
  }

  private static boolean isOf(JsonNode part, StreamDescriptor stream) {
    var descriptor = part.path("stream_descriptor");
    return descriptor.path("name").asText().equals(stream.name())
        && Objects.equals(descriptor.path("namespace").textValue(), stream.namespace());
  }

  private void add(
      UUID connectionId,
      String stream,
      @Nullable StateType type,
      @Nullable String state,
      StateOrigin origin) {
    insert(
        connectionId,
        stream,
        type,
        state,
        state == null ? 0 : utf8Length(state),
        origin.reason(),
        origin.restoredVersion(),
        origin.jobId(),
        origin.attempt(),
        origin.records(),
        origin.bytes());
  }

  /** The bytes of a text in UTF-8, counted without a copy, since a state may be large. */
  public static long utf8Length(String text) {
    long length = text.length();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      // Each half of a pair stands for two of its four bytes.
      length += c < 0x80 ? 0 : c < 0x800 || Character.isSurrogate(c) ? 1 : 2;
    }
    return length;
  }

  @Query(
      """
      SELECT state FROM state_version WHERE version = (
        SELECT MAX(version) FROM state_version WHERE connection_id = :connectionId AND stream = :stream)
        AND state IS NOT NULL\
      """)
  abstract Optional<String> findState(UUID connectionId, String stream);

  @Query(
      """
      INSERT INTO state_version (connection_id, stream, state_type, state, state_bytes, reason,
        restored_version, job_id, attempt, records, bytes, older_removed, created_at)
      VALUES (:connectionId, :stream, :type, :state, :stateBytes, :reason, :restoredVersion, :jobId,
        :attempt, :records, :bytes, FALSE, CURRENT_TIMESTAMP)\
      """)
  abstract void insert(
      UUID connectionId,
      String stream,
      @Nullable StateType type,
      @Nullable String state,
      long stateBytes,
      StateReason reason,
      @Nullable Long restoredVersion,
      @Nullable Long jobId,
      @Nullable Integer attempt,
      long records,
      long bytes);

  @Query(
      "SELECT generation FROM stream_generation WHERE connection_id = :connectionId AND stream = :stream")
  abstract Optional<Long> findGeneration(UUID connectionId, String stream);

  @Query(
      "SELECT after_version FROM stream_generation WHERE connection_id = :connectionId AND stream = :stream")
  abstract Optional<Long> findDataBegan(UUID connectionId, String stream);

  @Query(
      """
      UPDATE stream_generation SET generation = generation + 1
      WHERE connection_id = :connectionId AND stream = :stream\
      """)
  abstract long incrementGeneration(UUID connectionId, String stream);

  @Query(
      """
      UPDATE stream_generation SET after_version = (
        SELECT COALESCE(MAX(version), 0) FROM state_version WHERE connection_id = :connectionId)
      WHERE connection_id = :connectionId AND stream = :stream\
      """)
  abstract void beginData(UUID connectionId, String stream);

  @Query(
      """
      INSERT INTO stream_generation (connection_id, stream, generation, after_version)
      VALUES (:connectionId, :stream, 1, 0)\
      """)
  abstract void insertGeneration(UUID connectionId, String stream);
}
