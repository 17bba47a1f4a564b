package io.lasius.server.access;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.util.UUID;

/**
 * What access tokens are signed with.
 *
 * @param secret encrypted
 */
@MappedEntity("signing_key")
record SigningKey(@Id UUID id, String secret) {
  /** There is one. */
  static final UUID ONE = UUID.fromString("00000000-0000-0000-0000-000000000001");
}
