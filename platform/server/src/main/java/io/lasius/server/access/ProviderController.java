package io.lasius.server.access;

import io.lasius.server.http.Forwarded;
import io.lasius.server.http.Operation;
import io.lasius.server.http.Problem;
import io.lasius.server.oidc.BegunLogin;
import io.lasius.server.oidc.OidcProvider;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import java.net.URI;
import java.util.UUID;

/**
 * Login at a provider of OpenID Connect, for browsers. All that a login has to be known by again
 * comes of one secret, which its browser keeps.
 */
@Controller("/login/oidc")
final class ProviderController {
  private static final URI HOME = URI.create("/");
  private static final String WAY = "OpenID Connect";

  private final OidcProvider provider;
  private final ProviderUsers users;
  private final Authentication authentication;
  private final Sessions sessions;

  ProviderController(
      OidcProvider provider,
      ProviderUsers users,
      Authentication authentication,
      Sessions sessions) {
    this.provider = provider;
    this.users = users;
    this.authentication = authentication;
    this.sessions = sessions;
  }

  @Needs(Role.ANYBODY)
  @Operation(
      id = "beginProviderLogin",
      summary = "Sends a browser to the login provider.",
      problems = {400, 404, 503},
      redirects = true)
  @Get
  HttpResponse<?> begin(HttpRequest<?> request) {
    var secret = RandomSecret.make();
    return HttpResponse.seeOther(provider.address(login(request, secret)))
        .cookie(BrowserCookie.LOGIN.with(request, secret));
  }

  /** Where the provider sends the browser back to. */
  @Needs(Role.ANYBODY)
  @Operation(
      id = "endProviderLogin",
      summary = "Takes back a browser from the login provider, and begins a session.",
      problems = {400, 401, 403, 404, 409, 503},
      redirects = true)
  @Get("/callback")
  HttpResponse<?> end(HttpRequest<?> request) {
    var secret =
        BrowserCookie.LOGIN
            .of(request)
            .orElseThrow(() -> Problem.badRequest(BegunLogin.UNKNOWN).asException());
    var identity = provider.identity(login(request, secret), request.getUri().getRawQuery());
    UUID loggedIn = BrowserCookie.SESSION.of(request).flatMap(sessions::find).orElse(null);
    var caller = authentication.caller(users.of(identity, loggedIn), WAY);
    return HttpResponse.seeOther(HOME)
        .cookie(sessions.begin(caller, request))
        .cookie(BrowserCookie.LOGIN.none(request));
  }

  private static BegunLogin login(HttpRequest<?> request, String secret) {
    return new BegunLogin(
        RandomSecret.hash("state " + secret),
        RandomSecret.hash("nonce " + secret),
        RandomSecret.hash("verifier " + secret),
        callback(Forwarded.origin(request)));
  }

  private static URI callback(String origin) {
    try {
      return URI.create(origin + "/login/oidc/callback");
    } catch (IllegalArgumentException _) {
      throw Problem.badRequest(
              "this server is called by the address '%s', which is none".formatted(origin))
          .asException();
    }
  }
}
