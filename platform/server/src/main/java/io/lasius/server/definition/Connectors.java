package io.lasius.server.definition;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.lasius.protocol.catalog.ConnectorSpecification;
import io.lasius.protocol.json.Json;
import io.lasius.protocol.message.SpecMessage;
import io.lasius.replication.ConnectorCommand;
import io.lasius.server.Installation;
import io.lasius.server.command.CommandException;
import io.lasius.server.command.ConnectorCommands;
import io.lasius.server.container.ContainerImage;
import io.lasius.server.container.ContainerLabels;
import io.lasius.server.container.DockerEngine;
import io.lasius.server.container.EngineException;
import io.micronaut.data.exceptions.DataAccessException;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Definitions as they can be run. An image's specification is read from it once. */
@Singleton
public final class Connectors {
  private final DefinitionStore store;
  private final DockerEngine engine;
  private final ConnectorCommands commands;
  private final Installation installation;

  Connectors(
      DefinitionStore store,
      DockerEngine engine,
      ConnectorCommands commands,
      Installation installation) {
    this.store = store;
    this.engine = engine;
    this.commands = commands;
    this.installation = installation;
  }

  /**
   * Looks the image up, which may pull it, and reads its specification if nobody did before.
   *
   * @throws EngineException if the engine does not answer, or there is no such image
   * @throws CommandException if the image tells no specification
   */
  public Connector of(ConnectorDefinition definition)
      throws EngineException, CommandException, InterruptedException {
    var image = engine.image(definition.image());
    var network = networkOf(definition);
    return connector(definition, image, specification(definition, image, network), network);
  }

  private ConnectorSpecification specification(
      ConnectorDefinition definition, ContainerImage image, String network)
      throws CommandException, InterruptedException {
    if (definition.manifest() != null) {
      return DeclarativeManifest.parse(definition.manifest()).specification();
    }
    var known = store.findSpecification(image.id());
    return known.isPresent() ? parse(known.get()) : readSpecification(definition, image, network);
  }

  private String networkOf(ConnectorDefinition definition) throws EngineException {
    return definition.network() == null ? engine.info().defaultNetwork() : definition.network();
  }

  private static Connector connector(
      ConnectorDefinition definition,
      ContainerImage image,
      ConnectorSpecification specification,
      String network) {
    return new Connector(
        definition,
        image.id(),
        specification,
        or(definition.supportsRefreshes(), image.supportsRefreshes()),
        or(definition.supportsCountQuery(), image.supportsCountQuery()),
        or(definition.localFolder(), image.wantsLocalFolder()),
        network,
        ResourceAllocation.NONE);
  }

  private static boolean or(@Nullable Boolean setting, boolean otherwise) {
    return setting == null ? otherwise : setting;
  }

  private ConnectorSpecification readSpecification(
      ConnectorDefinition definition, ContainerImage image, String network)
      throws CommandException, InterruptedException {
    var unknown =
        new ConnectorSpecification(
            Json.mapper().createObjectNode(), null, null, null, List.of(), null, Map.of());
    var launch =
        connector(definition, image, unknown, network)
            .launch(containerName("spec"), ConnectorCommand.spec(), Map.of(), labels("spec"));
    var answer = commands.run(launch, SpecMessage.class);
    var specification = answer.message().spec();
    try {
      store.insertSpecification(image.id(), Json.write(Json.mapper().valueToTree(specification)));
    } catch (DataAccessException e) {
      // Another request read it at the same time.
      if (store.findSpecification(image.id()).isEmpty()) {
        throw e;
      }
    }
    return specification;
  }

  /** A name for the container of a connector that is run for one answer. */
  public String containerName(String command) {
    return "lasius-%s-%s-%s"
        .formatted(installation.shortId(), command, UUID.randomUUID().toString().substring(0, 8));
  }

  /** What the container of such a connector is marked with. */
  public Map<String, String> labels(String command) {
    return Map.of(
        ContainerLabels.INSTALLATION,
        installation.id().toString(),
        ContainerLabels.SERVER,
        installation.server().toString(),
        ContainerLabels.ROLE,
        command.toLowerCase(Locale.ROOT));
  }

  private static ConnectorSpecification parse(String specification) {
    try {
      return Json.mapper().readValue(specification, ConnectorSpecification.class);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a stored specification cannot be read", e);
    }
  }
}
