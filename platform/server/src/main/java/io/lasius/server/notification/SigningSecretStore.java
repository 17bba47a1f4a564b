package io.lasius.server.notification;

import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.CrudRepository;
import java.util.UUID;

/** Signing secrets of workspaces in the database. */
@JdbcRepository(dialect = Dialect.POSTGRES)
interface SigningSecretStore extends CrudRepository<SigningSecret, UUID> {}
