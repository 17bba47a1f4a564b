package io.lasius.server.definition;

import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.CrudRepository;
import java.util.UUID;

/** Testing values in the database. */
@JdbcRepository(dialect = Dialect.POSTGRES)
interface TestingValuesStore extends CrudRepository<StoredTestingValues, UUID> {}
