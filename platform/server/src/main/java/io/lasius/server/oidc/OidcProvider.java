package io.lasius.server.oidc;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jwt.JWT;
import com.nimbusds.oauth2.sdk.AuthorizationCode;
import com.nimbusds.oauth2.sdk.AuthorizationCodeGrant;
import com.nimbusds.oauth2.sdk.GeneralException;
import com.nimbusds.oauth2.sdk.OAuth2Error;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.openid.connect.sdk.AuthenticationRequest;
import com.nimbusds.openid.connect.sdk.AuthenticationResponseParser;
import com.nimbusds.openid.connect.sdk.Nonce;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponse;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponseParser;
import com.nimbusds.openid.connect.sdk.UserInfoRequest;
import com.nimbusds.openid.connect.sdk.UserInfoResponse;
import com.nimbusds.openid.connect.sdk.claims.ClaimsSet;
import com.nimbusds.openid.connect.sdk.claims.IDTokenClaimsSet;
import com.nimbusds.openid.connect.sdk.token.OIDCTokens;
import io.lasius.server.OidcSettings;
import io.lasius.server.ServerSettings;
import io.lasius.server.http.Problem;
import io.lasius.server.http.ProblemException;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.URI;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The provider that people log in at, by its authorization code flow with PKCE. It is asked for
 * nothing before somebody logs in. Thread-safe.
 */
@Singleton
public class OidcProvider {
  private static final Logger log = LoggerFactory.getLogger(OidcProvider.class);
  private static final String EMAIL = "email";
  private static final String NAME = "name";

  /** More than the protocol lets them be. */
  private static final int LONGEST_SUBJECT = 255;

  private final @Nullable OidcSettings settings;
  private final InstantSource clock;
  private volatile @Nullable Discovered discovered;

  OidcProvider(ServerSettings settings, InstantSource clock) {
    this.settings = settings.oidc();
    this.clock = clock;
  }

  /**
   * Where a browser is sent to log somebody in.
   *
   * @throws ProblemException 404 where no provider is set; 503 where it does not answer
   */
  public URI address(BegunLogin login) {
    var provider = discovered();
    return new AuthenticationRequest.Builder(
            ResponseType.CODE,
            new Scope("openid", EMAIL, "profile"),
            provider.clientId(),
            login.callback())
        .endpointURI(provider.metadata().getAuthorizationEndpointURI())
        .state(new State(login.state()))
        .nonce(new Nonce(login.nonce()))
        .codeChallenge(new CodeVerifier(login.verifier()), CodeChallengeMethod.S256)
        .build()
        .toURI();
  }

  /**
   * Who has logged in.
   *
   * @param query with which the provider sent the browser back; null for none
   * @throws ProblemException 400 where it is the answer to another login; 401 where the provider
   *     let nobody in, or its word does not hold; 403 where it has not verified the e-mail address;
   *     404 and 503 as above
   */
  public Identity identity(BegunLogin login, @Nullable String query) {
    var provider = discovered();
    var code = code(login, query);
    var tokens = tokens(provider, login, code);
    var claims = claims(provider, login, tokens.getIDToken());
    var subject = claims.getSubject().getValue();
    var person = claims.getClaim(EMAIL) == null ? userInfo(provider, tokens, claims) : claims;
    var email = person.getStringClaim(EMAIL);
    // Some providers write it as a text.
    if (email == null || !String.valueOf(person.getClaim("email_verified")).equals("true")) {
      throw failed(
          Problem.forbidden(
              "the provider does not say that it has verified your e-mail address; have it verified there, and log in again"),
          "no verified e-mail address");
    }
    if (subject.length() > LONGEST_SUBJECT) {
      throw failed(Problem.forbidden("the provider's subject is too long"), "subject too long");
    }
    var name = person.getStringClaim(NAME);
    return new Identity(
        provider.issuer(), subject, email, name == null || name.isBlank() ? email : name);
  }

  private static AuthorizationCode code(BegunLogin login, @Nullable String query) {
    try {
      var answer = AuthenticationResponseParser.parse(URI.create(login.callback() + "?" + query));
      if (!new State(login.state()).equals(answer.getState())) {
        throw failed(Problem.badRequest(BegunLogin.UNKNOWN), "wrong state");
      }
      if (!answer.indicatesSuccess()) {
        // It comes by the browser, and goes into the log.
        var code =
            String.valueOf(answer.toErrorResponse().getErrorObject().getCode())
                .replaceAll("[^\\w.-]", "?");
        throw failed(
            Problem.unauthorized("the provider let nobody in: " + code), "provider's " + code);
      }
      var code = answer.toSuccessResponse().getAuthorizationCode();
      if (code == null) {
        throw failed(Problem.badRequest(BegunLogin.UNKNOWN), "no code");
      }
      return code;
    } catch (ParseException | IllegalArgumentException _) {
      throw failed(Problem.badRequest(BegunLogin.UNKNOWN), "no answer of the protocol");
    }
  }

  private static OIDCTokens tokens(Discovered provider, BegunLogin login, AuthorizationCode code) {
    var request =
        new TokenRequest.Builder(
                provider.metadata().getTokenEndpointURI(),
                provider.authentication(),
                new AuthorizationCodeGrant(
                    code, login.callback(), new CodeVerifier(login.verifier())))
            .build();
    try {
      var answer = OIDCTokenResponseParser.parse(send(request.toHTTPRequest()));
      if (answer instanceof OIDCTokenResponse given && given.getOIDCTokens().getIDToken() != null) {
        return given.getOIDCTokens();
      }
      var error = answer.indicatesSuccess() ? null : answer.toErrorResponse().getErrorObject();
      if (error != null && OAuth2Error.INVALID_GRANT.getCode().equals(error.getCode())) {
        throw failed(
            Problem.unauthorized(
                "the provider gives nothing for this login (any more); begin again at /login/oidc"),
            "invalid_grant");
      }
      throw failed(
          Problem.unavailable(
              "the provider does not let this server log anybody in; its log says why"),
          "token endpoint answers " + (error == null ? "without an ID token" : error.getCode()));
    } catch (ParseException _) {
      throw unavailable("token endpoint answers what is no token response");
    }
  }

  private static IDTokenClaimsSet claims(Discovered provider, BegunLogin login, JWT token) {
    try {
      return provider.validator().validate(token, new Nonce(login.nonce()));
    } catch (BadJOSEException e) {
      throw failed(
          Problem.unauthorized("the provider's ID token does not hold; begin again at /login/oidc"),
          "ID token: " + e.getMessage());
    } catch (JOSEException e) {
      throw unavailable("keys: " + e.getMessage());
    }
  }

  /** What providers tell there alone, since they give an access token. */
  private static ClaimsSet userInfo(
      Discovered provider, OIDCTokens tokens, IDTokenClaimsSet claims) {
    var address = provider.metadata().getUserInfoEndpointURI();
    if (address == null) {
      return claims;
    }
    try {
      var answer =
          UserInfoResponse.parse(
              send(new UserInfoRequest(address, tokens.getAccessToken()).toHTTPRequest()));
      if (!answer.indicatesSuccess()) {
        throw unavailable("userinfo endpoint refuses");
      }
      var info = answer.toSuccessResponse().getUserInfo();
      // Else somebody's access token could have been put beside another's ID token.
      return info != null && info.getSubject().equals(claims.getSubject()) ? info : claims;
    } catch (ParseException _) {
      throw unavailable("userinfo endpoint answers what is no user info");
    }
  }

  private static HTTPResponse send(HTTPRequest request) {
    request.setConnectTimeout(Discovered.CONNECT_LIMIT_MS);
    request.setReadTimeout(Discovered.READ_LIMIT_MS);
    try {
      return request.send();
    } catch (IOException e) {
      throw unavailable(String.valueOf(e.getMessage()));
    }
  }

  private Discovered discovered() {
    if (settings == null) {
      throw Problem.notFound("login", "oidc").asException();
    }
    var now = clock.instant();
    var known = discovered;
    if (known == null || !now.isBefore(known.until())) {
      try {
        known = Discovered.ask(settings, now);
      } catch (IOException | GeneralException e) {
        throw unavailable("discovery: " + e.getMessage());
      }
      discovered = known;
    }
    return known;
  }

  private static ProblemException unavailable(String why) {
    return failed(
        Problem.unavailable("the provider does not answer as it should; try again later"), why);
  }

  private static ProblemException failed(Problem problem, String why) {
    log.warn("Login at the provider failed: status={} why={}", problem.status(), why);
    return problem.asException();
  }
}
