package io.lasius.server.status;

import io.lasius.server.access.Needs;
import io.lasius.server.access.Role;
import io.lasius.server.http.Operation;
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
  @Operation(
      id = "initiateOauth",
      summary = "Begins an OAuth consent; not offered here.",
      problems = 501)
  @Post("/sources/initiateOAuth")
  HttpResponse<?> initiateOauth() {
    return absent(OAUTH);
  }

  @Needs(Role.ANYBODY)
  @Operation(
      id = "oauthCallback",
      summary = "Ends an OAuth consent; not offered here.",
      problems = 501)
  @Get("/oauth/callback")
  HttpResponse<?> oauthCallback() {
    return absent(OAUTH);
  }

  @Needs(value = Role.USER, reads = true)
  @Operation(
      id = "putOauthCredentials",
      summary = "Sets OAuth credentials; not offered here.",
      problems = 501)
  @Put(
      uris = {
        "/workspaces/{id}/oauthCredentials",
        "/organizations/{id}/oauthCredentials",
      })
  HttpResponse<?> putOauthCredentials() {
    return absent(OAUTH);
  }

  @Needs(value = Role.USER, reads = true)
  @Operation(
      id = "deleteOauthCredentials",
      summary = "Deletes OAuth credentials; not offered here.",
      problems = 501)
  @Delete(
      uris = {
        "/workspaces/{id}/oauthCredentials/{actorType}/{name}",
        "/organizations/{id}/oauthCredentials/{actorType}/{name}",
      })
  HttpResponse<?> deleteOauthCredentials() {
    return absent(OAUTH);
  }

  @Needs(Role.USER)
  @Operation(
      id = "listPlaces",
      summary = "Lists regions or data planes; not offered here.",
      problems = 501)
  @Get(uris = {"/regions", "/dataplanes"})
  HttpResponse<?> listPlaces() {
    return absent(PLACES);
  }

  @Needs(value = Role.USER, reads = true)
  @Operation(
      id = "createPlace",
      summary = "Makes a region or data plane; not offered here.",
      problems = 501)
  @Post(uris = {"/regions", "/dataplanes"})
  HttpResponse<?> createPlace() {
    return absent(PLACES);
  }

  @Needs(Role.USER)
  @Operation(
      id = "getPlace",
      summary = "Gets a region or data plane; not offered here.",
      problems = 501)
  @Get(uris = {"/regions/{id}", "/dataplanes/{id}"})
  HttpResponse<?> getPlace() {
    return absent(PLACES);
  }

  @Needs(value = Role.USER, reads = true)
  @Operation(
      id = "changePlace",
      summary = "Changes a region or data plane; not offered here.",
      problems = 501)
  @Patch(uris = {"/regions/{id}", "/dataplanes/{id}"})
  HttpResponse<?> changePlace() {
    return absent(PLACES);
  }

  @Needs(value = Role.USER, reads = true)
  @Operation(
      id = "deletePlace",
      summary = "Deletes a region or data plane; not offered here.",
      problems = 501)
  @Delete(uris = {"/regions/{id}", "/dataplanes/{id}"})
  HttpResponse<?> deletePlace() {
    return absent(PLACES);
  }

  @Needs(Role.USER)
  @Operation(
      id = "getGroups",
      summary = "Gets groups, their members or permissions; not offered here.",
      problems = 501)
  @Get(uris = {"/groups", "/groups/{id}", "/groups/{id}/members", "/groups/{id}/permissions"})
  HttpResponse<?> getGroups() {
    return absent(GROUPS);
  }

  @Needs(value = Role.USER, reads = true)
  @Operation(
      id = "createGroup",
      summary = "Makes a group, a member or a permission; not offered here.",
      problems = 501)
  @Post(uris = {"/groups", "/groups/{id}/members", "/groups/{id}/permissions"})
  HttpResponse<?> createGroup() {
    return absent(GROUPS);
  }

  @Needs(value = Role.USER, reads = true)
  @Operation(id = "changeGroup", summary = "Changes a group; not offered here.", problems = 501)
  @Patch("/groups/{id}")
  HttpResponse<?> changeGroup() {
    return absent(GROUPS);
  }

  @Needs(value = Role.USER, reads = true)
  @Operation(
      id = "deleteGroup",
      summary = "Deletes a group, a member or a permission; not offered here.",
      problems = 501)
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
  @Operation(
      id = "getEmbedded",
      summary = "Reads what is embedded; not offered here.",
      problems = 501)
  @Get("/embedded/{path}")
  HttpResponse<?> getEmbedded() {
    return absent(EMBEDDED);
  }

  @Needs(value = Role.USER, reads = true)
  @Operation(
      id = "postEmbedded",
      summary = "Makes what is embedded; not offered here.",
      problems = 501)
  @Post("/embedded/{path}")
  HttpResponse<?> postEmbedded() {
    return absent(EMBEDDED);
  }

  private static HttpResponse<?> absent(String message) {
    return Problems.answer(Problem.notImplemented(message));
  }
}
