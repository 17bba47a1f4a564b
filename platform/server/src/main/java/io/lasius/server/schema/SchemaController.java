package io.lasius.server.schema;

import io.lasius.server.access.Needs;
import io.lasius.server.access.Role;
import io.lasius.server.connection.Connection;
import io.lasius.server.connection.ConnectionStore;
import io.lasius.server.connection.ConnectionStream;
import io.lasius.server.connection.SchemaPolicy;
import io.lasius.server.http.Form;
import io.lasius.server.http.Operation;
import io.lasius.server.http.Page;
import io.lasius.server.http.Page.Slice;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.QueryValue;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** How connections stand to what their sources offer, over HTTP. It is all our own. */
@Controller("/api/public/v1/connections/{connectionId}/schema")
final class SchemaController {
  private final ConnectionStore connections;
  private final SchemaComparisonStore comparisons;
  private final NotedChangeStore noted;

  SchemaController(
      ConnectionStore connections, SchemaComparisonStore comparisons, NotedChangeStore noted) {
    this.connections = connections;
    this.comparisons = comparisons;
    this.noted = noted;
  }

  @Needs(Role.READER)
  @Operation(id = "getSchema", summary = "Tells how a connection stands to what its source offers.")
  @Get
  SchemaResponse get(UUID connectionId) {
    var connection = connections.get(connectionId);
    return SchemaResponse.of(connection, comparisons.findById(connectionId).orElse(null));
  }

  /** All that was noticed, the newest first. */
  @Needs(Role.READER)
  @Operation(id = "listSchemaChanges", summary = "Lists what its source changed, the newest first.")
  @Get("/changes")
  Page<ChangeResponse> changes(
      HttpRequest<?> request,
      UUID connectionId,
      @QueryValue @Nullable Integer limit,
      @QueryValue @Nullable Integer offset) {
    var slice = Slice.of(limit, offset);
    var found = noted.list(connections.get(connectionId).id(), slice.limitAndOne(), slice.offset());
    return Page.of(request, slice, found, ChangeResponse::of);
  }

  /**
   * On the wire.
   *
   * @param catalogDiscoveredAt of the catalog that the connection was compared with last
   * @param discoverFailedAt when the source could not be asked what it offers; absent where nothing
   *     was wrong since
   * @param openChanges what the connection does not follow
   */
  record SchemaResponse(
      @Form(words = SchemaPolicy.class) String nonBreakingSchemaUpdatesBehavior,
      @Form(oneOf = {"enabled", "disabled"}) String backfillPreference,
      @Form(format = "date-time") @Nullable String catalogDiscoveredAt,
      @Form(format = "date-time") @Nullable String discoverFailedAt,
      @Nullable String discoverFailure,
      List<PausedResponse> pausedStreams,
      List<ChangeResponse> openChanges) {
    static SchemaResponse of(Connection connection, @Nullable SchemaComparison comparison) {
      return new SchemaResponse(
          connection.schemaPolicy().wireName(),
          connection.backfillPreference(),
          comparison == null ? null : text(comparison.catalogAt()),
          comparison == null ? null : text(comparison.failedAt()),
          comparison == null ? null : comparison.failure(),
          connection.streams().stream()
              .filter(stream -> stream.paused() != null)
              .map(PausedResponse::of)
              .toList(),
          comparison == null
              ? List.of()
              : comparison.openChanges().stream().map(ChangeResponse::of).toList());
    }

    private static @Nullable String text(@Nullable Instant time) {
      return time == null ? null : time.toString();
    }
  }

  /** On the wire. */
  record PausedResponse(String name, @Nullable String namespace, @Nullable String reason) {
    static PausedResponse of(ConnectionStream stream) {
      return new PausedResponse(
          stream.stream().name(), stream.stream().namespace(), stream.paused());
    }
  }

  /**
   * On the wire.
   *
   * @param changeId grows with time; absent, as is when and by which job, where it is not of the
   *     history
   */
  record ChangeResponse(
      @Nullable Long changeId,
      @Form(format = "date-time") @Nullable String noticedAt,
      @Nullable Long jobId,
      String streamName,
      @Nullable String streamNamespace,
      @Form(words = SchemaChange.Kind.class) String change,
      List<String> fieldPath,
      @Nullable String before,
      @Nullable String after,
      boolean breaking,
      @Form(words = HandledChange.Action.class) String action,
      @Nullable String reason) {
    static ChangeResponse of(NotedChange noted) {
      return of(noted.handled(), noted.id(), noted.noticedAt().toString(), noted.jobId());
    }

    static ChangeResponse of(HandledChange handled) {
      return of(handled, null, null, null);
    }

    private static ChangeResponse of(
        HandledChange handled, @Nullable Long id, @Nullable String at, @Nullable Long job) {
      var change = handled.change();
      return new ChangeResponse(
          id,
          at,
          job,
          change.stream().name(),
          change.stream().namespace(),
          change.kind().wireName(),
          change.path(),
          change.before(),
          change.after(),
          handled.breaking(),
          handled.action().wireName(),
          handled.reason());
    }
  }
}
