package io.lasius.server.state;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Versions of states in the database. A state's text is read only where it is asked for. */
@JdbcRepository(dialect = Dialect.POSTGRES)
interface StateVersionStore extends GenericRepository<StateVersion, Long> {
  /** All but the text. */
  String COLUMNS =
      "SELECT version, connection_id, stream, state_type, state_bytes, reason, restored_version, job_id, attempt, "
          + "records, bytes, older_removed, created_at FROM state_version ";

  @Query(
      COLUMNS
          + "WHERE connection_id = :connectionId ORDER BY version DESC LIMIT :limit OFFSET :offset")
  List<StateVersion> list(UUID connectionId, int limit, int offset);

  @Query(
      COLUMNS
          + "WHERE connection_id = :connectionId AND stream = :stream ORDER BY version DESC LIMIT :limit OFFSET :offset")
  List<StateVersion> list(UUID connectionId, String stream, int limit, int offset);

  @Query(COLUMNS + "WHERE connection_id = :connectionId AND version = :version")
  Optional<StateVersion> find(UUID connectionId, long version);

  /** Oldest first. */
  @Query(COLUMNS + "WHERE connection_id = :connectionId AND stream = :stream ORDER BY version")
  List<StateVersion> ofStream(UUID connectionId, String stream);

  /** Oldest first. */
  @Query(COLUMNS + "WHERE connection_id = :connectionId ORDER BY version")
  List<StateVersion> all(UUID connectionId);

  /** Where each stream stood at a version: its newest one up to there. */
  @Query(
      COLUMNS
          + """
          WHERE version IN (
            SELECT MAX(version) FROM state_version
            WHERE connection_id = :connectionId AND version <= :version GROUP BY stream)
          ORDER BY stream\
          """)
  List<StateVersion> at(UUID connectionId, long version);

  /** Newest first. */
  @Query(
      COLUMNS
          + """
          WHERE connection_id = :connectionId AND stream = :stream AND state_bytes = :stateBytes
            AND state IS NOT NULL
          ORDER BY version DESC LIMIT :limit\
          """)
  List<StateVersion> ofSize(UUID connectionId, String stream, long stateBytes, int limit);

  /** The text; none where the version is gone or has no state. */
  @Query("SELECT state FROM state_version WHERE version = :version AND state IS NOT NULL")
  Optional<String> text(long version);

  /** Whether a version before all that are left was removed. */
  @Query(
      """
      SELECT older_removed FROM state_version WHERE version = (
        SELECT MIN(version) FROM state_version WHERE connection_id = :connectionId AND stream = :stream)\
      """)
  Optional<Boolean> oldestRemoved(UUID connectionId, String stream);

  @Query(
      """
      SELECT COALESCE(SUM(records), 0) FROM state_version
      WHERE connection_id = :connectionId AND stream = :stream AND version > :after AND version <= :until\
      """)
  long records(UUID connectionId, String stream, long after, long until);

  @Query(
      """
      SELECT COALESCE(SUM(bytes), 0) FROM state_version
      WHERE connection_id = :connectionId AND stream = :stream AND version > :after AND version <= :until\
      """)
  long bytes(UUID connectionId, String stream, long after, long until);

  /** Makes a version's state the present one; the text stays in the database. */
  @Query(
      """
      INSERT INTO state_version (connection_id, stream, state_type, state, state_bytes, reason,
        restored_version, records, bytes, older_removed, created_at)
      SELECT connection_id, stream, state_type, state, state_bytes, 'RESTORE',
        COALESCE(restored_version, version), 0, 0, FALSE, CURRENT_TIMESTAMP
      FROM state_version WHERE version = :version\
      """)
  long restore(long version);

  @Query("SELECT DISTINCT connection_id FROM state_version")
  List<UUID> connections();

  @Query("DELETE FROM state_version WHERE version = :version")
  long remove(long version);

  /** A version takes over the records of those right before it, which were removed. */
  @Query(
      """
      UPDATE state_version
      SET records = records + :records, bytes = bytes + :bytes, older_removed = TRUE
      WHERE version = :version\
      """)
  long takeOver(long version, long records, long bytes);
}
