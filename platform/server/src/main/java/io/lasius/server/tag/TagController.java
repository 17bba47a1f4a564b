package io.lasius.server.tag;

import io.lasius.server.access.Caller;
import io.lasius.server.access.Needs;
import io.lasius.server.access.Role;
import io.lasius.server.http.Form;
import io.lasius.server.http.Operation;
import io.lasius.server.http.Problem;
import io.lasius.server.http.Required;
import io.lasius.server.workspace.WorkspaceStore;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Patch;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Tags over HTTP. */
@Controller("/api/public/v1/tags")
final class TagController {
  private final TagStore store;
  private final Tags tags;
  private final WorkspaceStore workspaces;

  TagController(TagStore store, Tags tags, WorkspaceStore workspaces) {
    this.store = store;
    this.tags = tags;
    this.workspaces = workspaces;
  }

  /** All of them, there are never many. */
  @Needs(Role.READER)
  @Operation(id = "listTags", summary = "Lists tags.")
  @Get
  TagsResponse list(Caller caller, @QueryValue @Nullable List<UUID> workspaceIds) {
    var found = caller.list(workspaceIds == null ? List.of() : workspaceIds, store::all, store::of);
    return new TagsResponse(found.stream().map(TagWire::of).toList());
  }

  @Needs(Role.READER)
  @Operation(id = "getTag", summary = "Gets a tag.")
  @Get("/{tagId}")
  TagWire get(UUID tagId) {
    return TagWire.of(find(tagId));
  }

  @Needs(Role.EDITOR)
  @Operation(
      id = "createTag",
      summary = "Makes a tag.",
      problems = {404, 409})
  @Post
  TagWire create(Caller caller, @Body TagRequest request) {
    var workspaceId = request.workspaceId() == null ? onlyWorkspace(caller) : request.workspaceId();
    caller.require(workspaceId, "workspace", workspaceId);
    var _ = workspaces.get(workspaceId);
    var made = tags.create(workspaceId, request.name(), request.color());
    caller.trail().on(made.id());
    return TagWire.of(made);
  }

  @Needs(Role.EDITOR)
  @Operation(id = "updateTag", summary = "Changes the name or color of a tag.", problems = 409)
  @Patch("/{tagId}")
  TagWire change(Caller caller, UUID tagId, @Body TagRequest request) {
    var before = find(tagId);
    var after = TagWire.of(tags.change(before, request.name(), request.color()));
    caller.trail().changed(TagWire.of(before), after);
    return after;
  }

  /** The connections that have it lose it. */
  @Needs(Role.EDITOR)
  @Operation(id = "deleteTag", summary = "Deletes a tag; the connections that have it lose it.")
  @Delete("/{tagId}")
  HttpResponse<?> delete(UUID tagId) {
    store.delete(find(tagId));
    return HttpResponse.noContent();
  }

  /** Some clients name none. */
  private UUID onlyWorkspace(Caller caller) {
    var seen =
        caller.list(
            List.of(),
            () -> workspaces.list(false, 2, 0),
            ids -> workspaces.list(false, ids, 2, 0));
    return Required.of("workspaceId", seen.size() == 1 ? seen.getFirst().id() : null);
  }

  private Tag find(UUID id) {
    return store.findById(id).orElseThrow(() -> Problem.notFound("tag", id).asException());
  }

  /**
   * On the wire.
   *
   * @param workspaceId absent for the only one there is
   * @param color absent for grey
   */
  record TagRequest(
      @Form(minLength = 1, maxLength = Tags.MAX_NAME) @Nullable String name,
      @Form(pattern = Tags.COLOR_FORM) @Nullable String color,
      @Nullable UUID workspaceId) {}

  /** On the wire. */
  record TagsResponse(List<TagWire> data) {}
}
