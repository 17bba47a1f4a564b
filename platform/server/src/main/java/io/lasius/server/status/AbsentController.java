package io.lasius.server.status;

import io.lasius.server.access.Needs;
import io.lasius.server.access.Role;
import io.lasius.server.http.Problem;
import io.lasius.server.http.Problems;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Patch;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Put;

/**
 * What of Airbyte's API is not here: 501, as where Airbyte itself does not have it, so that clients
 * do not take it for an object that is gone.
 */
@Controller("/api/public/v1")
final class AbsentController {
  private static final String OAUTH =
      "connectors are not given access by OAuth here; put the tokens into the configuration of the source or destination";
  private static final String PLACES =
      "there is one region and no data plane here: all runs beside the server";
  private static final String GROUPS = "there are no groups here; give permissions to users";
  private static final String EMBEDDED =
      "there is nothing to embed here; use the other calls of the API";

  @Needs(value = Role.USER, reads = true)
  @Post("/sources/initiateOAuth")
  HttpResponse<?> initiateOauth() {
    return absent(OAUTH);
  }

  @Needs(Role.ANYBODY)
  @Get("/oauth/callback")
  HttpResponse<?> oauthCallback() {
    return absent(OAUTH);
  }

  @Needs(value = Role.USER, reads = true)
  @Put(
      uris = {
        "/workspaces/{id}/oauthCredentials",
        "/organizations/{id}/oauthCredentials",
      })
  HttpResponse<?> putOauthCredentials() {
    return absent(OAUTH);
  }

  @Needs(value = Role.USER, reads = true)
  @Delete(
      uris = {
        "/workspaces/{id}/oauthCredentials/{actorType}/{name}",
        "/organizations/{id}/oauthCredentials/{actorType}/{name}",
      })
  HttpResponse<?> deleteOauthCredentials() {
    return absent(OAUTH);
  }

  @Needs(Role.USER)
  @Get(uris = {"/regions", "/dataplanes"})
  HttpResponse<?> listPlaces() {
    return absent(PLACES);
  }

  @Needs(value = Role.USER, reads = true)
  @Post(uris = {"/regions", "/dataplanes"})
  HttpResponse<?> createPlace() {
    return absent(PLACES);
  }

  @Needs(Role.USER)
  @Get(uris = {"/regions/{id}", "/dataplanes/{id}"})
  HttpResponse<?> getPlace() {
    return absent(PLACES);
  }

  @Needs(value = Role.USER, reads = true)
  @Patch(uris = {"/regions/{id}", "/dataplanes/{id}"})
  HttpResponse<?> changePlace() {
    return absent(PLACES);
  }

  @Needs(value = Role.USER, reads = true)
  @Delete(uris = {"/regions/{id}", "/dataplanes/{id}"})
  HttpResponse<?> deletePlace() {
    return absent(PLACES);
  }

  @Needs(Role.USER)
  @Get(uris = {"/groups", "/groups/{id}", "/groups/{id}/members", "/groups/{id}/permissions"})
  HttpResponse<?> getGroups() {
    return absent(GROUPS);
  }

  @Needs(value = Role.USER, reads = true)
  @Post(uris = {"/groups", "/groups/{id}/members", "/groups/{id}/permissions"})
  HttpResponse<?> createGroup() {
    return absent(GROUPS);
  }

  @Needs(value = Role.USER, reads = true)
  @Patch("/groups/{id}")
  HttpResponse<?> changeGroup() {
    return absent(GROUPS);
  }

  @Needs(value = Role.USER, reads = true)
  @Delete(
      uris = {
        "/groups/{id}",
        "/groups/{id}/members/{member}",
        "/groups/{id}/permissions/{permission}",
      })
  HttpResponse<?> deleteGroup() {
    return absent(GROUPS);
  }

  @Needs(Role.USER)
  @Get("/embedded/{path}")
  HttpResponse<?> getEmbedded() {
    return absent(EMBEDDED);
  }

  @Needs(value = Role.USER, reads = true)
  @Post("/embedded/{path}")
  HttpResponse<?> postEmbedded() {
    return absent(EMBEDDED);
  }

  private static HttpResponse<?> absent(String message) {
    return Problems.answer(Problem.notImplemented(message));
  }
}
