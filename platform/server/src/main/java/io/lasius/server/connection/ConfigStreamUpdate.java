package io.lasius.server.connection;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lasius.server.http.Problem;
import io.lasius.server.http.Required;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A stream of a catalog on its way in, in the form of Airbyte's configuration API. */
record ConfigStreamUpdate(@Nullable Name stream, @Nullable Config config) {
  private static final int MAX_NAME = 2000;

  /** On the wire. What else a client sends of it is the source's to say. */
  record Name(@Nullable String name, @Nullable String namespace) {}

  /** On the wire. */
  record Config(
      @Nullable String syncMode,
      @Nullable String destinationSyncMode,
      @Nullable List<String> cursorField,
      @Nullable List<List<String>> primaryKey,
      @Nullable Boolean selected,
      @Nullable Boolean fieldSelectionEnabled,
      @Nullable List<ConnectionRequest.SelectedField> selectedFields,
      @Nullable List<ConnectionRequest.SelectedField> hashedFields,
      @Nullable List<ObjectNode> mappers,
      @Nullable Boolean includeFiles,
      @Nullable String destinationObjectName) {
    private static final Config NONE =
        new Config(null, null, null, null, null, null, null, null, null, null, null);
  }

  /** One that is not chosen says so: a client that rebuilds a catalog leaves the word out. */
  boolean selected() {
    return config == null || !Boolean.FALSE.equals(config.selected());
  }

  /**
   * The same in the form of the public API.
   *
   * @param connection as it is
   */
  ConnectionRequest.StreamRequest toPublic(Connection connection) {
    var named = Required.of("syncCatalog.streams.stream", stream);
    var name = Required.text("syncCatalog.streams.stream.name", named.name(), MAX_NAME);
    var wanted = Objects.requireNonNullElse(config, Config.NONE);
    refuseHashedFields(name, wanted);
    var before = find(connection, name, named.namespace());
    return new ConnectionRequest.StreamRequest(
        name,
        named.namespace(),
        mode(name, wanted),
        before != null && Objects.equals(wanted.cursorField(), before.effectiveCursor())
            // What comes back as it was read stays the source's own, and does not become the
            // user's.
            ? before.cursorField()
            : wanted.cursorField(),
        wanted.primaryKey(),
        Boolean.TRUE.equals(wanted.fieldSelectionEnabled()) ? wanted.selectedFields() : null,
        wanted.mappers(),
        wanted.includeFiles(),
        wanted.destinationObjectName());
  }

  /** A client names the namespace only where two streams have the name. */
  private static @Nullable ConnectionStream find(
      Connection connection, String name, @Nullable String namespace) {
    var named =
        connection.streams().stream()
            .filter(known -> known.stream().name().equals(name))
            .filter(known -> namespace == null || namespace.equals(known.stream().namespace()))
            .toList();
    return named.size() == 1 ? named.getFirst() : null;
  }

  /** To take no notice would bring to the destination what is not to be read there. */
  private static void refuseHashedFields(String stream, Config config) {
    if (config.hashedFields() != null && !config.hashedFields().isEmpty()) {
      throw Problem.badRequest(
              "stream '%s' has hashedFields, which are not offered: use a mapper of type hashing"
                  .formatted(stream))
          .asException();
    }
  }

  private static @Nullable String mode(String stream, Config config) {
    if (config.syncMode() == null && config.destinationSyncMode() == null) {
      return null;
    }
    return new ConfigModes(
            Required.of("syncCatalog.streams.config.syncMode", config.syncMode()),
            Required.of(
                "syncCatalog.streams.config.destinationSyncMode", config.destinationSyncMode()))
        .modeOf(stream)
        .wireName();
  }
}
