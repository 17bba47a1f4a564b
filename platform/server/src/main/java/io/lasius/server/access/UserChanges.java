package io.lasius.server.access;

import io.lasius.server.http.Problem;
import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Makes, changes and deletes users. */
@Singleton
class UserChanges {
  private final UserStore store;
  private final Passwords passwords;
  private final Sessions sessions;
  private final InstantSource clock;

  UserChanges(UserStore store, Passwords passwords, Sessions sessions, InstantSource clock) {
    this.store = store;
    this.passwords = passwords;
    this.sessions = sessions;
    this.clock = clock;
  }

  /**
   * Makes one, who may do nothing yet.
   *
   * @throws io.lasius.server.http.ProblemException 409 where there is one with the address
   */
  @Transactional
  User create(String name, String email, @Nullable String password) {
    requireFree(email);
    return store.save(
        new User(
            UUID.randomUUID(),
            name,
            email,
            password == null ? null : passwords.hash(password),
            null,
            null,
            clock.instant().truncatedTo(ChronoUnit.MICROS)));
  }

  @Transactional
  User change(User user, String name, String email) {
    if (!email.equals(user.email())) {
      requireFree(email);
    }
    var stored = locked(user);
    return store.update(stored.with(name, email, stored.passwordHash()));
  }

  /**
   * Changes their name and the workspace that their clients begin in.
   *
   * @throws io.lasius.server.http.ProblemException 404 where there is no such workspace
   */
  @Transactional
  User change(User user, String name, UUID beginsIn) {
    // Before the user, as whoever deletes it does.
    if (store.lockWorkspace(beginsIn) == 0) {
      throw Problem.notFound("workspace", beginsIn).asException();
    }
    var stored = locked(user);
    return store.update(
        stored.with(name, stored.email(), stored.passwordHash()).beginningIn(beginsIn));
  }

  /** Whoever is logged in as them has to log in again. */
  @Transactional
  void setPassword(User user, String password) {
    var stored = locked(user);
    store.update(stored.with(stored.name(), stored.email(), passwords.hash(password)));
    sessions.endAll(user);
  }

  /** Whoever a provider says that they are, it is forgotten, and who comes next is. */
  @Transactional
  void forgetProvider(User user) {
    store.update(locked(user).knownAs(null));
    sessions.endAll(user);
  }

  /** Deletes one, with their permissions, applications, tokens and sessions. */
  @Transactional
  void delete(User user) {
    if (user.id().equals(User.FIRST)) {
      throw Problem.stateConflict(
              "the first user stays, since the server's own credentials are theirs; take other users' permissions instead")
          .asException();
    }
    store.delete(user);
  }

  /** As they are now: what was read before may have been changed by somebody else. */
  private User locked(User user) {
    return store
        .lock(user.id())
        .orElseThrow(() -> Problem.notFound("user", user.id()).asException());
  }

  private void requireFree(String email) {
    if (store.findByEmail(email).isPresent()) {
      throw Problem.stateConflict("there is a user with the e-mail address " + email).asException();
    }
  }
}
