package io.lasius.server.access;

import io.lasius.server.http.Form;
import io.lasius.server.http.Operation;
import io.lasius.server.http.Problem;
import io.lasius.server.http.Required;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A user's own long-lived tokens over HTTP. They are all our own. */
@Controller("/api/public/v1/personalTokens")
final class PersonalTokenController {
  private static final int MAX_NAME = 256;
  private static final int MAX_DAYS = 3650;

  private final PersonalTokenStore store;
  private final InstantSource clock;

  PersonalTokenController(PersonalTokenStore store, InstantSource clock) {
    this.store = store;
    this.clock = clock;
  }

  @Needs(Role.USER)
  @Operation(id = "listPersonalTokens", summary = "Lists your own tokens.")
  @Get
  TokensResponse list(Caller caller) {
    return new TokensResponse(
        store.of(caller.userId()).stream().map(token -> TokenResponse.of(token, null)).toList());
  }

  /** The only time that the token is shown. */
  @Needs(Role.USER)
  @Operation(id = "createPersonalToken", summary = "Makes a token, and shows it this once.")
  @Post
  TokenResponse create(Caller caller, @Body TokenRequest request) {
    var token = PersonalToken.PREFIX + RandomSecret.make();
    var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    var made =
        store.save(
            new PersonalToken(
                UUID.randomUUID(),
                caller.userId(),
                Required.text("name", request.name(), MAX_NAME),
                RandomSecret.hash(token),
                now,
                expiry(now, request.expiresInDays())));
    caller.trail().on(made.id());
    return TokenResponse.of(made, token);
  }

  /** It counts no more from now on. */
  @Needs(Role.USER)
  @Operation(id = "deletePersonalToken", summary = "Revokes a token.")
  @Delete("/{tokenId}")
  HttpResponse<?> revoke(Caller caller, UUID tokenId) {
    var found =
        store
            .findById(tokenId)
            .filter(token -> token.userId().equals(caller.userId()))
            .orElseThrow(() -> Problem.notFound("token", tokenId).asException());
    store.delete(found);
    return HttpResponse.noContent();
  }

  private static @Nullable Instant expiry(Instant now, @Nullable Integer days) {
    if (days == null) {
      return null;
    }
    if (days < 1 || days > MAX_DAYS) {
      throw Problem.badRequest(
              "the property 'expiresInDays' is %d, but must be 1 to %d".formatted(days, MAX_DAYS))
          .asException();
    }
    return now.plus(Duration.ofDays(days));
  }

  /**
   * On the wire.
   *
   * @param expiresInDays null for never
   */
  record TokenRequest(
      @Form(minLength = 1, maxLength = MAX_NAME) @Nullable String name,
      @Form(min = 1, max = MAX_DAYS) @Nullable Integer expiresInDays) {}

  /**
   * On the wire.
   *
   * @param token absent but when it is made
   */
  record TokenResponse(
      UUID tokenId,
      String name,
      @Nullable String token,
      @Form(format = "date-time") String createdAt,
      @Form(format = "date-time") @Nullable String expiresAt) {
    static TokenResponse of(PersonalToken token, @Nullable String shown) {
      var expires = token.expiresAt();
      return new TokenResponse(
          token.id(),
          token.name(),
          shown,
          token.createdAt().toString(),
          expires == null ? null : expires.toString());
    }
  }

  /** On the wire. */
  record TokensResponse(List<TokenResponse> data) {}
}
