package io.lasius.server.definition;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.util.UUID;

/**
 * What the source of a manifest is tried with.
 *
 * @param encrypted a configuration, whole
 */
@MappedEntity("testing_values")
record StoredTestingValues(@Id UUID definitionId, String encrypted) {}
