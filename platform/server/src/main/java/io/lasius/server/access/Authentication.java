package io.lasius.server.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.lasius.server.http.Problem;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/** Finds out who calls, by the header Authorization, or by the cookie of a session. */
@Singleton
class Authentication {
  private static final String BEARER = "bearer ";
  private static final String BASIC = "basic ";

  private final UserStore users;
  private final PermissionStore permissions;
  private final ClientApplicationStore applications;
  private final PersonalTokenStore personalTokens;
  private final AccessTokens accessTokens;
  private final Sessions sessions;
  private final Passwords passwords;
  private final LoginAttempts attempts;
  private final InstantSource clock;

  Authentication(
      UserStore users,
      PermissionStore permissions,
      ClientApplicationStore applications,
      PersonalTokenStore personalTokens,
      AccessTokens accessTokens,
      Sessions sessions,
      Passwords passwords,
      LoginAttempts attempts,
      InstantSource clock) {
    this.users = users;
    this.permissions = permissions;
    this.applications = applications;
    this.personalTokens = personalTokens;
    this.accessTokens = accessTokens;
    this.sessions = sessions;
    this.passwords = passwords;
    this.attempts = attempts;
    this.clock = clock;
  }

  /**
   * The caller of a request.
   *
   * @param address where it came from
   * @throws io.lasius.server.http.ProblemException 401 where nobody is known by that; 429 where a
   *     password was wrong too often
   */
  Caller of(HttpRequest<?> request, String address) {
    var header = request.getHeaders().get(HttpHeaders.AUTHORIZATION);
    if (header == null) {
      return bySession(request);
    }
    return find(header.strip(), address)
        .orElseThrow(() ->
            Problem.unauthorized(
                    "the credentials in the header Authorization are wrong, were revoked or are too old")
                .asException());
  }

  private Caller bySession(HttpRequest<?> request) {
    if (BrowserCookie.SESSION.of(request).isEmpty()) {
      throw Problem.unauthorized(
              "the header Authorization is missing; it must be 'Bearer' with an access token or a personal token, or 'Basic' with client id and secret, or e-mail and password; a browser may show the cookie of POST /login in its place")
          .asException();
    }
    return ofSession(request)
        .orElseThrow(
            () -> Problem.unauthorized("the session has ended; log in again").asException());
  }

  /** Whose session the request's cookie tells; empty where it has ended, or there is none. */
  Optional<Caller> ofSession(HttpRequest<?> request) {
    return BrowserCookie.SESSION
        .of(request)
        .flatMap(sessions::find)
        .flatMap(userId -> caller(userId, "session"));
  }

  private Optional<Caller> find(String header, String address) {
    var kind = header.toLowerCase(Locale.ROOT);
    if (kind.startsWith(BEARER)) {
      var token = header.substring(BEARER.length()).strip();
      return token.startsWith(PersonalToken.PREFIX) ? byPersonalToken(token) : byAccessToken(token);
    }
    if (kind.startsWith(BASIC)) {
      return byPair(header.substring(BASIC.length()).strip(), address);
    }
    return Optional.empty();
  }

  /** The application that client id and secret are right for. */
  Optional<ClientApplication> application(String clientId, String clientSecret) {
    return id(clientId)
        .flatMap(found -> applications.findById(found))
        .filter(found -> RandomSecret.matches(found.secretHash(), clientSecret));
  }

  private Optional<Caller> byPersonalToken(String token) {
    return personalTokens
        .findByTokenHash(RandomSecret.hash(token))
        .filter(found -> found.countsAt(clock.instant()))
        .flatMap(found -> caller(found.userId(), "token " + found.name()));
  }

  private Optional<Caller> byAccessToken(String token) {
    return accessTokens
        .read(token)
        .flatMap(holder -> applications.find(holder.applicationId(), holder.userId()))
        .flatMap(this::caller);
  }

  private Optional<Caller> byPair(String base64, String address) {
    String pair;
    try {
      pair = new String(Base64.getDecoder().decode(base64), UTF_8);
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
    int colon = pair.indexOf(':');
    if (colon < 0) {
      return Optional.empty();
    }
    var name = pair.substring(0, colon);
    var secret = pair.substring(colon + 1);
    return id(name).isPresent()
        ? application(name, secret).flatMap(this::caller)
        : byPassword(name, secret, address);
  }

  /**
   * The caller that e-mail and password are right for.
   *
   * @throws io.lasius.server.http.ProblemException 429 where one was wrong too often
   */
  Optional<Caller> byPassword(String email, String password, String address) {
    if (!User.mayBeEmail(email)) {
      // Nobody's, and too large to be remembered or too odd to be looked for.
      passwords.refuse();
      return Optional.empty();
    }
    attempts.require(email, address);
    var user = users.findByEmail(email);
    var right = user.isPresent() ? passwords.matches(user.get(), password) : passwords.refuse();
    if (!right) {
      attempts.failed(email, address);
      return Optional.empty();
    }
    return user.map(found -> caller(found, "password"));
  }

  private Optional<Caller> caller(ClientApplication application) {
    return caller(application.userId(), "application " + application.name());
  }

  private Optional<Caller> caller(UUID userId, String way) {
    return users.findById(userId).map(user -> caller(user, way));
  }

  /** The caller that a user is, who has shown it in some way. */
  Caller caller(User user, String way) {
    List<Permission> held = permissions.of(user.id());
    return new Caller(user, way, held, Role.USER);
  }

  private static Optional<UUID> id(String text) {
    try {
      return Optional.of(UUID.fromString(text));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }
}
