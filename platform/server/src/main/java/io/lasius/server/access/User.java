package io.lasius.server.access;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A person.
 *
 * @param email by which they log in; no two have the same
 * @param passwordHash null for one who cannot log in by a password
 * @param providerSubject as whom a provider of OpenID Connect knows them; null for one who never
 *     came from there
 * @param defaultWorkspaceId which workspace clients begin in; null for the first one that they see
 */
@MappedEntity("app_user")
record User(
    @Id UUID id,
    String name,
    String email,
    @Nullable String passwordHash,
    @Nullable String providerSubject,
    @Nullable UUID defaultWorkspaceId,
    Instant createdAt) {
  static final int MAX_NAME = 256;
  static final int MAX_EMAIL = 320;

  /** The one that is there from the start. */
  static final UUID FIRST = UUID.fromString("00000000-0000-0000-0000-000000000000");

  /** Whether a text can be the address of somebody: with a colon, no header could show it. */
  static boolean isEmail(String text) {
    return text.length() <= MAX_EMAIL && text.indexOf('@') > 0 && text.indexOf(':') < 0;
  }

  /** Whether somebody could have it. */
  static boolean mayBeEmail(String text) {
    return text.length() <= MAX_EMAIL && text.indexOf(0) < 0;
  }

  /** What it is stored with is nobody's to see. */
  @Override
  public String toString() {
    return "%s (%s)".formatted(name, id);
  }

  User with(String newName, String newEmail, @Nullable String newHash) {
    return new User(id, newName, newEmail, newHash, providerSubject, defaultWorkspaceId, createdAt);
  }

  /** The same whom a provider knows as somebody, or as nobody. */
  User knownAs(@Nullable String newProviderSubject) {
    return new User(
        id, name, email, passwordHash, newProviderSubject, defaultWorkspaceId, createdAt);
  }

  /** The same, whose clients begin in a workspace. */
  User beginningIn(UUID workspaceId) {
    return new User(id, name, email, passwordHash, providerSubject, workspaceId, createdAt);
  }
}
