package io.lasius.server.state;

import io.lasius.protocol.catalog.StreamDescriptor;
import io.lasius.protocol.wire.ProtocolException;
import io.lasius.server.access.Caller;
import io.lasius.server.access.Needs;
import io.lasius.server.access.Role;
import io.lasius.server.connection.ConnectionStore;
import io.lasius.server.connection.StreamKey;
import io.lasius.server.http.Form;
import io.lasius.server.http.Operation;
import io.lasius.server.http.Page;
import io.lasius.server.http.Page.Slice;
import io.lasius.server.http.Problem;
import io.lasius.server.http.Required;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.annotation.QueryValue;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The states of a connection and their history over HTTP. */
@Controller("/api/public/v1/connections/{connectionId}/states")
final class StateController {
  private final ConnectionStore connections;
  private final StateVersionStore versions;
  private final StateHistory history;
  private final StateComparison comparison;
  private final AuditedStates audited;

  StateController(
      ConnectionStore connections,
      StateVersionStore versions,
      StateHistory history,
      StateComparison comparison,
      AuditedStates audited) {
    this.connections = connections;
    this.versions = versions;
    this.history = history;
    this.comparison = comparison;
    this.audited = audited;
  }

  @Needs(Role.READER)
  @Operation(id = "getStates", summary = "Gets the states of a connection.")
  @Get
  StateWire.Present present(UUID connectionId) {
    var _ = connections.get(connectionId);
    return new StateWire.Present(
        versions.at(connectionId, Long.MAX_VALUE).stream()
            .filter(StateVersion::hasState)
            .map(this::withText)
            .toList());
  }

  @Needs(Role.READER)
  @Operation(
      id = "listStateVersions",
      summary = "Lists the versions of the states of a connection, the newest first.")
  @Get("/versions")
  Page<StateWire.Version> list(
      HttpRequest<?> request,
      UUID connectionId,
      @Form(minLength = 1, maxLength = StateWire.MAX_NAME) @QueryValue @Nullable String stream,
      @QueryValue @Nullable String namespace,
      @QueryValue @Nullable Integer limit,
      @QueryValue @Nullable Integer offset) {
    var _ = connections.get(connectionId);
    var slice = Slice.of(limit, offset);
    var key = key(stream, namespace);
    var found =
        key == null
            ? versions.list(connectionId, slice.limitAndOne(), slice.offset())
            : versions.list(connectionId, key, slice.limitAndOne(), slice.offset());
    return Page.of(request, slice, found, StateWire.Version::of);
  }

  @Needs(Role.READER)
  @Operation(id = "getStateVersion", summary = "Gets a version of a state.")
  @Get("/versions/{version}")
  StateWire.Version get(UUID connectionId, long version) {
    return withText(find(connectionId, version));
  }

  @Needs(Role.READER)
  @Operation(id = "compareStates", summary = "Compares where a connection stood at two versions.")
  @Get("/compare")
  StateWire.Comparison compare(
      UUID connectionId,
      @Form(required = true) @QueryValue @Nullable Long from,
      @Form(required = true) @QueryValue @Nullable Long to,
      @Form(minLength = 1, maxLength = StateWire.MAX_NAME) @QueryValue @Nullable String stream,
      @QueryValue @Nullable String namespace) {
    var older = find(connectionId, Required.of("from", from)).version();
    var newer = find(connectionId, Required.of("to", to)).version();
    return new StateWire.Comparison(
        older,
        newer,
        comparison.compare(connectionId, older, newer, key(stream, namespace)).stream()
            .map(StateWire.StreamComparison::of)
            .toList());
  }

  /** An array of states as they are stored, which {@code lasius run --state} reads, too. */
  @Needs(Role.READER)
  @Operation(
      id = "exportStates",
      summary = "Exports the states of a connection as they are stored.")
  @Get("/export")
  @Produces(MediaType.APPLICATION_JSON)
  String export(UUID connectionId, @QueryValue @Nullable Long version) {
    var _ = connections.get(connectionId);
    long until = version == null ? Long.MAX_VALUE : find(connectionId, version).version();
    return versions.at(connectionId, until).stream()
        .flatMap(found -> versions.text(found.version()).stream())
        .collect(Collectors.joining(",\n", "[", "]"));
  }

  @Needs(Role.EDITOR)
  @Operation(
      id = "importStates",
      summary = "Sets the states of a connection to those in the body.",
      problems = 409)
  @Post("/import")
  StateWire.Outcome bring(
      Caller caller,
      UUID connectionId,
      @Body String states,
      @QueryValue @Nullable Boolean force,
      @QueryValue @Nullable Boolean dryRun) {
    var _ = connections.get(connectionId);
    var wish = new StateHistory.Wish(Boolean.TRUE.equals(force), Boolean.TRUE.equals(dryRun));
    try {
      var brought = BroughtStates.of(states);
      return audited.change(
          caller,
          connectionId,
          () -> StateWire.Outcome.of(history.bring(connectionId, brought, wish), wish));
    } catch (ProtocolException e) {
      throw Problem.badRequest(
              "the body must hold states of one type, in an array or one alone, but holds %s"
                  .formatted(e.getMessage()))
          .asException(e);
    }
  }

  @Needs(Role.EDITOR)
  @Operation(
      id = "restoreStates",
      summary = "Sets the states of a connection back to a version.",
      problems = 409)
  @Post("/restore")
  StateWire.Outcome restore(Caller caller, UUID connectionId, @Body StateWire.Restore request) {
    var _ = connections.get(connectionId);
    var version = Required.of("version", request.version());
    var only = request.stream() == null ? null : request.stream().descriptor();
    var wish = request.wish();
    return audited.change(
        caller,
        connectionId,
        () -> StateWire.Outcome.of(history.restore(connectionId, version, only, wish), wish));
  }

  private StateWire.Version withText(StateVersion version) {
    return StateWire.Version.of(version, versions.text(version.version()).orElse(null));
  }

  private StateVersion find(UUID connectionId, long version) {
    var _ = connections.get(connectionId);
    return versions
        .find(connectionId, version)
        .orElseThrow(() -> Problem.notFound("state version", version).asException());
  }

  private static @Nullable String key(@Nullable String stream, @Nullable String namespace) {
    return stream == null
        ? null
        : StreamKey.of(
            new StreamDescriptor(Required.text("stream", stream, StateWire.MAX_NAME), namespace));
  }
}
