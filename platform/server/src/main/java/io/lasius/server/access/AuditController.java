package io.lasius.server.access;

import com.fasterxml.jackson.annotation.JsonRawValue;
import io.lasius.server.http.Form;
import io.lasius.server.http.Operation;
import io.lasius.server.http.Page;
import io.lasius.server.http.Page.Slice;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.QueryValue;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The audit log over HTTP. It is all our own. */
@Controller("/api/public/v1")
final class AuditController {
  private final AuditEntryStore store;

  AuditController(AuditEntryStore store) {
    this.store = store;
  }

  /** All that was done, the newest first. */
  @Needs(Role.INSTANCE_ADMIN)
  @Operation(id = "listAuditEntries", summary = "Lists all that was done, the newest first.")
  @Get("/audit")
  Page<AuditResponse> all(
      HttpRequest<?> request,
      @QueryValue @Nullable Integer limit,
      @QueryValue @Nullable Integer offset) {
    var slice = Slice.of(limit, offset);
    return Page.of(
        request, slice, store.list(slice.limitAndOne(), slice.offset()), AuditResponse::of);
  }

  /** What was done in a workspace, the newest first. */
  @Needs(Role.ADMIN)
  @Operation(
      id = "listWorkspaceAuditEntries",
      summary = "Lists what was done in a workspace, the newest first.")
  @Get("/workspaces/{workspaceId}/audit")
  Page<AuditResponse> ofWorkspace(
      HttpRequest<?> request,
      UUID workspaceId,
      @QueryValue @Nullable Integer limit,
      @QueryValue @Nullable Integer offset) {
    var slice = Slice.of(limit, offset);
    var found = store.list(workspaceId, slice.limitAndOne(), slice.offset());
    return Page.of(request, slice, found, AuditResponse::of);
  }

  /**
   * On the wire.
   *
   * @param status HTTP status of the answer; absent where the server ended before it
   */
  record AuditResponse(
      @Form(format = "date-time") String at,
      UUID userId,
      String userName,
      String way,
      String address,
      String action,
      @Nullable String objectId,
      @Nullable UUID workspaceId,
      @Nullable Integer status,
      @JsonRawValue String changedFields) {
    static AuditResponse of(AuditEntry entry) {
      return new AuditResponse(
          entry.at().toString(),
          entry.userId(),
          entry.userName(),
          entry.way(),
          entry.address(),
          entry.action(),
          entry.objectId(),
          entry.workspaceId(),
          entry.status(),
          entry.changedFields());
    }
  }
}
