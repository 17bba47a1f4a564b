package io.lasius.server.access;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.lasius.server.http.Operation;
import io.lasius.server.http.Problem;
import io.lasius.server.http.Required;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import org.jspecify.annotations.Nullable;

/**
 * Access tokens for applications, by OAuth2's client credentials. Clients look for them in four
 * places, by what they make of the address that they were given.
 */
@Controller
final class TokenController {
  private final Authentication authentication;
  private final AccessTokens tokens;

  TokenController(Authentication authentication, AccessTokens tokens) {
    this.authentication = authentication;
    this.tokens = tokens;
  }

  @Needs(Role.ANYBODY)
  @Operation(
      id = "createAccessToken",
      summary = "Gives an application an access token.",
      problems = 401)
  @Post(
      uris = {
        "/api/public/v1/applications/token",
        "/api/v1/applications/token",
        "/v1/applications/token",
        "/applications/token"
      })
  @Consumes({MediaType.APPLICATION_JSON, MediaType.APPLICATION_FORM_URLENCODED})
  TokenResponse token(@Body TokenRequest request) {
    var application =
        authentication.application(
            Required.of("client_id", request.clientId()),
            Required.of("client_secret", request.clientSecret()));
    return application
        .map(tokens::issue)
        .map(token -> new TokenResponse(token, "Bearer", AccessTokens.LIFE.toSeconds()))
        .orElseThrow(
            () -> Problem.unauthorized("client_id or client_secret is wrong").asException());
  }

  /** On the wire; the grant type is told in more than one spelling, and there is only one. */
  record TokenRequest(
      @JsonProperty("client_id") @Nullable String clientId,
      @JsonProperty("client_secret") @Nullable String clientSecret) {
    /** It holds a secret. */
    @Override
    public String toString() {
      return "client " + clientId;
    }
  }

  /** On the wire. */
  record TokenResponse(
      @JsonProperty("access_token") String accessToken,
      @JsonProperty("token_type") String tokenType,
      @JsonProperty("expires_in") long expiresIn) {}
}
