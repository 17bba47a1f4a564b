package io.lasius.server.access;

import io.lasius.server.http.Problem;
import io.lasius.server.oidc.Identity;
import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Who somebody is here, whom a provider knows. Once they have come, they are known by issuer and
 * subject alone: an e-mail address may be another's tomorrow.
 */
@Singleton
class ProviderUsers {
  private final UserStore store;
  private final InstantSource clock;

  ProviderUsers(UserStore store, InstantSource clock) {
    this.store = store;
    this.clock = clock;
  }

  /**
   * The user. At their first login it is the one with their e-mail address, or else a new one, who
   * may do nothing yet.
   *
   * @param loggedIn whose session the browser has; null for nobody's
   * @throws io.lasius.server.http.ProblemException 409 where the user with that address is known as
   *     somebody else, or by a password that was not shown
   */
  @Transactional
  User of(Identity identity, @Nullable UUID loggedIn) {
    var known = store.findByProviderSubject(identity.key());
    if (known.isPresent()) {
      return known.get();
    }
    store.lockInstallation();
    return store
        .findByProviderSubject(identity.key())
        .or(() -> store.findByEmail(identity.email()).map(user -> tie(user, identity, loggedIn)))
        .orElseGet(() -> make(identity));
  }

  private User tie(User found, Identity identity, @Nullable UUID loggedIn) {
    var user = store.lock(found.id()).orElse(found);
    if (user.providerSubject() != null) {
      throw Problem.stateConflict(
              "the user with the e-mail address %s is another one at the provider; where that is the same person, an admin lets them in by DELETE /api/public/v1/users/%s/provider"
                  .formatted(user.email(), user.id()))
          .asException();
    }
    if (user.passwordHash() != null && !user.id().equals(loggedIn)) {
      throw Problem.stateConflict(
              "the user with the e-mail address %s has a password; log in by it once, and then at the provider in the same browser"
                  .formatted(user.email()))
          .asException();
    }
    return store.update(user.knownAs(identity.key()));
  }

  private User make(Identity identity) {
    if (!User.isEmail(identity.email())) {
      throw Problem.forbidden(
              "the provider says that your e-mail address is '%s', which is none"
                  .formatted(identity.email()))
          .asException();
    }
    return store.save(
        new User(
            UUID.randomUUID(),
            identity.name().substring(0, Math.min(identity.name().length(), User.MAX_NAME)),
            identity.email(),
            null,
            identity.key(),
            null,
            clock.instant().truncatedTo(ChronoUnit.MICROS)));
  }
}
