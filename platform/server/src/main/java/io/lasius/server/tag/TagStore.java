package io.lasius.server.tag;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.CrudRepository;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Tags in the database. */
@JdbcRepository(dialect = Dialect.POSTGRES)
public interface TagStore extends CrudRepository<Tag, UUID> {
  @Query(
      """
      SELECT * FROM tag WHERE workspace_id IN (SELECT id FROM workspace WHERE NOT deleted)
      ORDER BY created_at, id\
      """)
  List<Tag> all();

  @Query(
      """
      SELECT * FROM tag
      WHERE workspace_id IN (SELECT id FROM workspace WHERE id IN (:workspaces) AND NOT deleted)
      ORDER BY created_at, id\
      """)
  List<Tag> of(List<UUID> workspaces);

  @Query("SELECT * FROM tag WHERE workspace_id = :workspaceId AND name = :name")
  Optional<Tag> find(UUID workspaceId, String name);

  /** Those of a connection, in the order in which they were given. */
  @Query(
      """
      SELECT tag.* FROM tag JOIN connection_tag ON connection_tag.tag_id = tag.id
      WHERE connection_tag.connection_id = :connectionId ORDER BY connection_tag.position\
      """)
  List<Tag> ofConnection(UUID connectionId);

  @Query("DELETE FROM connection_tag WHERE connection_id = :connectionId")
  void untag(UUID connectionId);

  @Query(
      "INSERT INTO connection_tag (connection_id, tag_id, position) VALUES (:connectionId, :tagId, :position)")
  void tag(UUID connectionId, UUID tagId, int position);
}
