package io.lasius.server.definition;

import io.lasius.replication.ConnectorRole;
import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.CrudRepository;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Definitions in the database. */
@JdbcRepository(dialect = Dialect.POSTGRES)
public interface DefinitionStore extends CrudRepository<ConnectorDefinition, UUID> {
  /** All of one role, those of every workspace first. */
  @Query(
      """
      SELECT * FROM connector_definition WHERE role = :role AND NOT deleted
        AND (workspace_id IS NULL OR workspace_id IN (SELECT id FROM workspace WHERE NOT deleted))
      ORDER BY created_at, id\
      """)
  List<ConnectorDefinition> all(ConnectorRole role);

  /** One that is neither deleted nor of a workspace that is. */
  @Query(
      """
      SELECT * FROM connector_definition WHERE id = :id AND NOT deleted
        AND (workspace_id IS NULL OR workspace_id IN (SELECT id FROM workspace WHERE NOT deleted))\
      """)
  Optional<ConnectorDefinition> find(UUID id);

  /** The specification of an image, by its digest. */
  @Query("SELECT specification FROM connector_specification WHERE image_id = :imageId")
  Optional<String> findSpecification(String imageId);

  @Query(
      "INSERT INTO connector_specification (image_id, specification) VALUES (:imageId, :specification)")
  void insertSpecification(String imageId, String specification);

  /**
   * Changes one that is not deleted.
   *
   * @return 1, or 0 where there is none
   */
  @Query(
      """
      UPDATE connector_definition SET name = :name, docker_image_tag = :tag
      WHERE id = :id AND NOT deleted\
      """)
  long change(UUID id, String name, String tag);

  /**
   * Puts a manifest in place of the one of a version, which becomes the next one.
   *
   * @return 1, or 0 where the definition is deleted, or has another version by now
   */
  @Query(
      """
      UPDATE connector_definition SET manifest = :manifest, manifest_version = manifest_version + 1,
        docker_repository = :repository, docker_image_tag = :tag
      WHERE id = :id AND NOT deleted AND manifest_version = :version\
      """)
  long change(UUID id, long version, String manifest, String repository, String tag);

  @Query("UPDATE connector_definition SET deleted = TRUE WHERE id = :id")
  void markDeleted(UUID id);

  /** Locks one until the transaction ends, deleted or not. */
  @Query("SELECT * FROM connector_definition WHERE id = :id FOR UPDATE")
  Optional<ConnectorDefinition> lock(UUID id);

  /** JSON, in which secrets are references. Not a part of the definition, which is read often. */
  @Query(
      """
      SELECT testing_values FROM connector_definition
      WHERE id = :id AND testing_values IS NOT NULL\
      """)
  Optional<String> findTestingValues(UUID id);

  @Query("UPDATE connector_definition SET testing_values = :values WHERE id = :id")
  void putTestingValues(UUID id, String values);

  @Query("UPDATE connector_definition SET testing_values = NULL WHERE id = :id")
  void removeTestingValues(UUID id);

  /** Those of a workspace that have testing values, in an order that all have in common. */
  @Query(
      """
      SELECT * FROM connector_definition
      WHERE workspace_id = :workspaceId AND testing_values IS NOT NULL ORDER BY id\
      """)
  List<ConnectorDefinition> triedIn(UUID workspaceId);
}
