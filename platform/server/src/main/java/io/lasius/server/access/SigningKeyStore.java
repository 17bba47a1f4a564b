package io.lasius.server.access;

import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.CrudRepository;
import java.util.UUID;

/** The signing key in the database. */
@JdbcRepository(dialect = Dialect.POSTGRES)
interface SigningKeyStore extends CrudRepository<SigningKey, UUID> {}
