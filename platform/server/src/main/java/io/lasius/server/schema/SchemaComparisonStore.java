package io.lasius.server.schema;

import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.CrudRepository;
import java.util.UUID;

/** How connections stand to what their sources offer, in the database. */
@JdbcRepository(dialect = Dialect.POSTGRES)
interface SchemaComparisonStore extends CrudRepository<SchemaComparison, UUID> {}
