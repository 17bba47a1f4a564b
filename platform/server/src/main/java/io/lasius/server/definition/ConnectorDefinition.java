package io.lasius.server.definition;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lasius.replication.ConnectorRole;
import io.lasius.server.access.Caller;
import io.lasius.server.access.Role;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A connector that actors are made of.
 *
 * @param workspaceId the workspace it belongs to; null for all
 * @param network network of its containers; null for the engine's default for connectors that talk
 *     to one
 * @param localFolder whether the operator's folder is mounted; null for what the image's label says
 * @param supportsRefreshes whether the destination replaces old data by generation; null for what
 *     the image's label says
 * @param supportsCountQuery whether the connector counts records by a query; null for what the
 *     image's label says
 * @param maxSecondsBetweenMessages how long the source is silent at times, working or not; null
 *     where nobody knows
 * @param manifest JSON that the image runs; null for an image that is the connector itself
 * @param manifestVersion counts what the manifest has been, from 1; null where there is none
 */
@MappedEntity("connector_definition")
public record ConnectorDefinition(
    @Id UUID id,
    @Nullable UUID workspaceId,
    ConnectorRole role,
    String name,
    String dockerRepository,
    String dockerImageTag,
    @Nullable String documentationUrl,
    @Nullable String network,
    @Nullable Boolean localFolder,
    @Nullable Boolean supportsRefreshes,
    @Nullable Boolean supportsCountQuery,
    @Nullable Integer maxSecondsBetweenMessages,
    @Nullable String manifest,
    @Nullable Long manifestVersion,
    Instant createdAt,
    boolean deleted) {
  public ConnectorDefinition {
    if (manifest != null && workspaceId == null) {
      throw new IllegalArgumentException(
          "definition %s has a manifest and no workspace, but only those of images are for all"
              .formatted(id));
    }
  }

  /** Whether a workspace may use it. */
  public boolean visibleIn(UUID workspace) {
    return workspaceId == null || workspaceId.equals(workspace);
  }

  /** Whether somebody may know of it. */
  boolean visibleTo(Caller caller) {
    return workspaceId == null || caller.may(Role.READER, workspaceId);
  }

  /**
   * Whether clients may mean it by an id: its own, or that of Airbyte's registry. A manifest has
   * none there, since one image runs all of them.
   */
  public boolean isNamedBy(UUID otherId) {
    return id.equals(otherId)
        || (!isDeclarative()
            && AirbyteIds.id(role, airbyteRepository()).filter(otherId::equals).isPresent());
  }

  /** The image's name and tag. */
  public String image() {
    return dockerRepository + ":" + dockerImageTag;
  }

  /** The repository without its host, as Airbyte's own are known: {@code airbyte/source-faker}. */
  String airbyteRepository() {
    var segments = dockerRepository.split("/", -1);
    int first = Math.max(0, segments.length - 2);
    return String.join("/", Arrays.asList(segments).subList(first, segments.length));
  }

  /** The short name by which clients tell connectors: {@code faker} of {@code source-faker}. */
  public String typeName() {
    var name = dockerRepository.substring(dockerRepository.lastIndexOf('/') + 1);
    var prefix = role.name().toLowerCase(Locale.ROOT) + "-";
    return name.startsWith(prefix) ? name.substring(prefix.length()) : name;
  }

  /** Whether Airbyte's typed clients know what it is configured by. */
  public boolean isKnownToClients() {
    return AirbyteTypes.know(this);
  }

  /** How long the source is silent at times; zero where nobody knows. */
  public Duration pause() {
    return maxSecondsBetweenMessages == null
        ? Duration.ZERO
        : Duration.ofSeconds(maxSecondsBetweenMessages);
  }

  boolean isDeclarative() {
    return manifest != null;
  }

  /** A configuration as the connector's containers get it. */
  public ObjectNode completed(ObjectNode configuration) {
    return manifest == null
        ? configuration
        : DeclarativeManifest.parse(manifest).into(configuration);
  }

  /** A configuration that a container gave back, without what the definition added to it. */
  public ObjectNode withoutOwn(ObjectNode configuration) {
    return manifest == null ? configuration : DeclarativeManifest.outOf(configuration);
  }

  ConnectorDefinition withId(UUID otherId) {
    return new ConnectorDefinition(
        otherId,
        workspaceId,
        role,
        name,
        dockerRepository,
        dockerImageTag,
        documentationUrl,
        network,
        localFolder,
        supportsRefreshes,
        supportsCountQuery,
        maxSecondsBetweenMessages,
        manifest,
        manifestVersion,
        createdAt,
        deleted);
  }

  ConnectorDefinition with(String newName, String newTag) {
    return new ConnectorDefinition(
        id,
        workspaceId,
        role,
        newName,
        dockerRepository,
        newTag,
        documentationUrl,
        network,
        localFolder,
        supportsRefreshes,
        supportsCountQuery,
        maxSecondsBetweenMessages,
        manifest,
        manifestVersion,
        createdAt,
        deleted);
  }
}
