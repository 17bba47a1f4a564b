package io.lasius.server.access;

import io.lasius.server.http.Form;
import io.lasius.server.http.Operation;
import io.lasius.server.http.Problem;
import io.lasius.server.http.Required;
import io.lasius.server.secret.SecretConfig;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A user's own applications over HTTP. */
@Controller("/api/public/v1/applications")
final class ApplicationController {
  private static final int MAX_NAME = 256;

  private final ClientApplicationStore store;
  private final InstantSource clock;

  ApplicationController(ClientApplicationStore store, InstantSource clock) {
    this.store = store;
    this.clock = clock;
  }

  @Needs(Role.USER)
  @Operation(id = "listApplications", summary = "Lists your own applications.")
  @Get
  ApplicationsResponse list(Caller caller) {
    return new ApplicationsResponse(
        store.of(caller.userId()).stream().map(ApplicationResponse::masked).toList());
  }

  @Needs(Role.USER)
  @Operation(
      id = "getApplication",
      summary = "Gets an application of your own; its secret is masked.")
  @Get("/{applicationId}")
  ApplicationResponse get(Caller caller, UUID applicationId) {
    return ApplicationResponse.masked(find(caller, applicationId));
  }

  /** The only time that the secret is shown. */
  @Needs(Role.USER)
  @Operation(
      id = "createApplication",
      summary = "Makes an application, and shows its secret this once.")
  @Post
  ApplicationResponse create(Caller caller, @Body ApplicationRequest request) {
    var secret = RandomSecret.make();
    var made =
        store.save(
            new ClientApplication(
                UUID.randomUUID(),
                caller.userId(),
                Required.text("name", request.name(), MAX_NAME),
                RandomSecret.hash(secret),
                null,
                clock.instant().truncatedTo(ChronoUnit.MICROS)));
    caller.trail().on(made.id());
    return ApplicationResponse.of(made, secret);
  }

  /** What it got tokens for counts no more either. */
  @Needs(Role.USER)
  @Operation(
      id = "deleteApplication",
      summary = "Deletes an application; its tokens count no more.")
  @Delete("/{applicationId}")
  ApplicationResponse delete(Caller caller, UUID applicationId) {
    var found = find(caller, applicationId);
    store.delete(found);
    return ApplicationResponse.masked(found);
  }

  private ClientApplication find(Caller caller, UUID id) {
    return store
        .find(id, caller.userId())
        .orElseThrow(() -> Problem.notFound("application", id).asException());
  }

  /** On the wire. */
  record ApplicationRequest(@Form(minLength = 1, maxLength = MAX_NAME) @Nullable String name) {}

  /** On the wire; {@code id} is the client id, too. */
  record ApplicationResponse(
      UUID id, String name, UUID clientId, String clientSecret, long createdAt) {
    static ApplicationResponse of(ClientApplication application, String secret) {
      return new ApplicationResponse(
          application.id(),
          application.name(),
          application.id(),
          secret,
          application.createdAt().getEpochSecond());
    }

    static ApplicationResponse masked(ClientApplication application) {
      return of(application, SecretConfig.MASK);
    }
  }

  /** On the wire. */
  record ApplicationsResponse(List<ApplicationResponse> applications) {}
}
