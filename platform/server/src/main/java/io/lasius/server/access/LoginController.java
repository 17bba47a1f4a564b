package io.lasius.server.access;

import io.lasius.server.access.UserController.UserResponse;
import io.lasius.server.http.Forwarded;
import io.lasius.server.http.Operation;
import io.lasius.server.http.Problem;
import io.lasius.server.http.Required;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import org.jspecify.annotations.Nullable;

/** Sessions of browsers over HTTP. It is all our own. */
@Controller
final class LoginController {
  private final Authentication authentication;
  private final Sessions sessions;

  LoginController(Authentication authentication, Sessions sessions) {
    this.authentication = authentication;
    this.sessions = sessions;
  }

  @Needs(Role.ANYBODY)
  @Operation(
      id = "login",
      summary = "Begins a session, by a cookie.",
      problems = {401, 429})
  @Post("/login")
  @Consumes({MediaType.APPLICATION_JSON, MediaType.APPLICATION_FORM_URLENCODED})
  HttpResponse<UserResponse> login(HttpRequest<?> request, @Body LoginRequest credentials) {
    var caller =
        authentication
            .byPassword(
                Required.of("email", credentials.email()),
                Required.of("password", credentials.password()),
                Forwarded.clientAddress(request))
            .orElseThrow(() ->
                Problem.unauthorized("the e-mail address or the password is wrong").asException());
    return HttpResponse.ok(UserResponse.of(caller.user())).cookie(sessions.begin(caller, request));
  }

  /** Of one that has ended by itself, the browser still has the cookie. */
  @Needs(Role.ANYBODY)
  @Operation(id = "logout", summary = "Ends the session, if there is one.")
  @Post("/logout")
  HttpResponse<?> logout(HttpRequest<?> request) {
    authentication.ofSession(request).ifPresent(caller -> sessions.end(caller, request));
    return HttpResponse.noContent().cookie(BrowserCookie.SESSION.none(request));
  }

  /** On the wire. */
  record LoginRequest(@Nullable String email, @Nullable String password) {
    /** It holds a secret. */
    @Override
    public String toString() {
      return "login of " + email;
    }
  }
}
