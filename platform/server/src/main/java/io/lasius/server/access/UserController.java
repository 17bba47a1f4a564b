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
import io.micronaut.http.annotation.Patch;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Put;
import io.micronaut.http.annotation.QueryValue;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Users over HTTP. Airbyte's clients only list them; the rest is our own. */
@Controller("/api/public/v1/users")
final class UserController {
  private final UserStore store;
  private final UserChanges changes;

  UserController(UserStore store, UserChanges changes) {
    this.store = store;
    this.changes = changes;
  }

  /** All, for an admin; themselves, for others. */
  @Needs(Role.USER)
  @Operation(
      id = "listUsers",
      summary = "Lists users: all for an admin, yourself otherwise.",
      problems = 404)
  @Get
  UsersResponse list(
      Caller caller,
      @Form(required = true) @QueryValue @Nullable UUID organizationId,
      @QueryValue @Nullable List<UUID> ids,
      @QueryValue @Nullable List<String> emails) {
    Organization.require(Required.of("organizationId", organizationId));
    return new UsersResponse(
        store.all().stream()
            .filter(user -> caller.isInstanceAdmin() || user.id().equals(caller.userId()))
            .filter(user -> ids == null || ids.contains(user.id()))
            .filter(user -> emails == null || emails.contains(user.email()))
            .map(UserResponse::of)
            .toList());
  }

  @Needs(Role.USER)
  @Operation(id = "getMe", summary = "Gets yourself.")
  @Get("/me")
  UserResponse me(Caller caller) {
    return UserResponse.of(caller.user());
  }

  @Needs(Role.USER)
  @Operation(id = "getUser", summary = "Gets a user.")
  @Get("/{userId}")
  UserResponse get(Caller caller, UUID userId) {
    return UserResponse.of(store.get(caller, userId));
  }

  @Needs(Role.INSTANCE_ADMIN)
  @Operation(id = "createUser", summary = "Makes a user.", problems = 409)
  @Post
  UserResponse create(Caller caller, @Body UserRequest request) {
    var made =
        changes.create(
            Required.text("name", request.name(), User.MAX_NAME),
            email(request.email()),
            request.password());
    caller.trail().on(made.id());
    return UserResponse.of(made);
  }

  @Needs(Role.INSTANCE_ADMIN)
  @Operation(
      id = "updateUser",
      summary = "Changes the name or e-mail address of a user.",
      problems = 409)
  @Patch("/{userId}")
  UserResponse change(Caller caller, UUID userId, @Body UserRequest request) {
    var before = store.get(caller, userId);
    var name =
        request.name() == null
            ? before.name()
            : Required.text("name", request.name(), User.MAX_NAME);
    var email = request.email() == null ? before.email() : email(request.email());
    var after = changes.change(before, name, email);
    caller.trail().changed(UserResponse.of(before), UserResponse.of(after));
    return UserResponse.of(after);
  }

  /** One's own, or anybody's for an admin. */
  @Needs(Role.USER)
  @Operation(id = "setPassword", summary = "Sets your own password, or anybody's as an admin.")
  @Put("/{userId}/password")
  HttpResponse<?> setPassword(Caller caller, UUID userId, @Body PasswordRequest request) {
    changes.setPassword(store.get(caller, userId), Required.of("password", request.password()));
    caller.trail().changed("/password");
    return HttpResponse.noContent();
  }

  /** Whom the provider knows by their e-mail address at its next login is them from then on. */
  @Needs(Role.INSTANCE_ADMIN)
  @Operation(
      id = "forgetProvider",
      summary = "Unties a user from the login provider that knows them.")
  @Delete("/{userId}/provider")
  HttpResponse<?> forgetProvider(Caller caller, UUID userId) {
    changes.forgetProvider(store.get(caller, userId));
    return HttpResponse.noContent();
  }

  @Needs(Role.INSTANCE_ADMIN)
  @Operation(id = "deleteUser", summary = "Deletes a user.", problems = 409)
  @Delete("/{userId}")
  HttpResponse<?> delete(Caller caller, UUID userId) {
    changes.delete(store.get(caller, userId));
    return HttpResponse.noContent();
  }

  private static String email(@Nullable String given) {
    var email = Required.text("email", given, User.MAX_EMAIL);
    if (!User.isEmail(email)) {
      throw Problem.badRequest(
              "the property 'email' is '%s', which is no e-mail address".formatted(email))
          .asException();
    }
    return email;
  }

  /**
   * On the wire.
   *
   * @param password null for one who cannot log in by a password
   */
  record UserRequest(
      @Form(minLength = 1, maxLength = User.MAX_NAME) @Nullable String name,
      @Form(maxLength = User.MAX_EMAIL) @Nullable String email,
      @Nullable String password) {
    /** It may hold a secret. */
    @Override
    public String toString() {
      return "user " + name;
    }
  }

  /** On the wire. */
  record PasswordRequest(@Nullable String password) {
    /** It is a secret. */
    @Override
    public String toString() {
      return "a password";
    }
  }

  /** On the wire. */
  record UserResponse(UUID id, String name, String email) {
    static UserResponse of(User user) {
      return new UserResponse(user.id(), user.name(), user.email());
    }
  }

  /** On the wire. */
  record UsersResponse(List<UserResponse> data) {}
}
