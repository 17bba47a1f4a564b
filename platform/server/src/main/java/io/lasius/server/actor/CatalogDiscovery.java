package io.lasius.server.actor;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.lasius.protocol.catalog.Catalog;
import io.lasius.protocol.json.Json;
import io.lasius.protocol.message.CatalogMessage;
import io.lasius.replication.ConnectorCommand;
import io.lasius.replication.ConnectorLaunch;
import io.lasius.server.ServerSettings;
import io.lasius.server.command.CommandAnswer;
import io.lasius.server.command.CommandException;
import io.lasius.server.command.ConnectorCommands;
import io.lasius.server.container.EngineException;
import io.lasius.server.definition.Connector;
import io.lasius.server.definition.ConnectorProblems;
import io.lasius.server.definition.Connectors;
import io.lasius.server.http.Problem;
import io.lasius.server.http.ProblemException;
import io.lasius.server.secret.SecretException;
import jakarta.inject.Singleton;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What sources offer. A catalog is kept for as long as image and configuration stay the same; a
 * source is discovered once at a time, whoever asks, until somebody changes it.
 */
@Singleton
public final class CatalogDiscovery {
  private static final Logger log = LoggerFactory.getLogger(CatalogDiscovery.class);

  private final Actors actors;
  private final Connectors connectors;
  private final ConnectorCommands commands;
  private final ServerSettings settings;
  private final DiscoveredCatalogs catalogs;
  private final Map<Question, CompletableFuture<Catalog>> underWay = new ConcurrentHashMap<>();

  /** A source as it is configured at present; its time, as the database rounds it, is no matter. */
  private record Question(UUID source, String configuration) {
    static Question of(Actor source) {
      return new Question(source.id(), source.configuration());
    }
  }

  CatalogDiscovery(
      Actors actors,
      Connectors connectors,
      ConnectorCommands commands,
      ServerSettings settings,
      DiscoveredCatalogs catalogs) {
    this.actors = actors;
    this.connectors = connectors;
    this.commands = commands;
    this.settings = settings;
    this.catalogs = catalogs;
  }

  /** Begins to discover, so that the catalog is there once somebody asks. */
  public void begin(Actor source) {
    var _ = start(source);
  }

  /**
   * What a source offers.
   *
   * @param anew whether the source is asked even if its catalog is known
   * @throws ProblemException 409 if it takes longer than a client waits; it goes on, and a later
   *     call finds it; 422 if the connector fails
   */
  public Catalog of(Actor source, boolean anew) throws InterruptedException {
    try {
      if (!anew) {
        var known = catalogs.find(source.id(), fingerprint(source, actors.connector(source)));
        if (known.isPresent()) {
          return parse(known.get());
        }
      }
      return start(source).get(settings.discoverWait().toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw Problem.tryAgainLater(
              "the source '%s' is being discovered; try again in a moment".formatted(source.name()))
          .asException(e);
    } catch (ExecutionException e) {
      throw problem(e.getCause());
    } catch (EngineException | CommandException e) {
      throw problem(e);
    }
  }

  /** When the source was discovered as it is now; none where it was not. */
  public Optional<Instant> discoveredAt(Actor source)
      throws EngineException, CommandException, InterruptedException {
    return catalogs.findTime(source.id(), fingerprint(source, actors.connector(source)));
  }

  /** What the source offers as it is now; none where it was not discovered. */
  public Optional<KnownCatalog> known(Actor source)
      throws EngineException, CommandException, InterruptedException {
    var fingerprint = fingerprint(source, actors.connector(source));
    return catalogs
        .findTime(source.id(), fingerprint)
        .flatMap(time ->
            catalogs
                .find(source.id(), fingerprint)
                .map(catalog -> new KnownCatalog(parse(catalog), time)));
  }

  /**
   * Asks the source what it offers, for as long as that takes.
   *
   * @return why it could not be asked; none where it was
   * @throws SecretException if a secret of its configuration cannot be had
   */
  public Optional<String> discover(Actor source) throws InterruptedException {
    try {
      var _ = start(source).get();
      return Optional.empty();
    } catch (ExecutionException e) {
      return switch (e.getCause()) {
        case CommandException failure -> Optional.of(failure.getMessage());
        case EngineException failure -> Optional.of(failure.getMessage());
        case SecretException failure -> throw failure;
        case null, default -> throw new IllegalStateException("discover failed", e);
      };
    }
  }

  private static ProblemException problem(@Nullable Throwable failure) {
    return switch (failure) {
      case CommandException e -> ConnectorProblems.of(e);
      case EngineException e -> ConnectorProblems.of(e);
      case SecretException e -> throw e;
      case null, default -> throw new IllegalStateException("discover failed", failure);
    };
  }

  private CompletableFuture<Catalog> start(Actor source) {
    return underWay.computeIfAbsent(
        Question.of(source),
        _ ->
            CompletableFuture.supplyAsync(
                () -> discoverOnce(source),
                task -> Thread.ofVirtual().name("discover-" + source.id()).start(task)));
  }

  private Catalog discoverOnce(Actor source) {
    try {
      return askAndStore(source);
    } catch (EngineException | CommandException e) {
      log.info(
          "Source not discovered: source={} type={}", source.id(), e.getClass().getSimpleName());
      throw new CompletionException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CompletionException(e);
    } finally {
      underWay.remove(Question.of(source));
    }
  }

  private Catalog askAndStore(Actor source)
      throws EngineException, CommandException, InterruptedException {
    var connector = actors.connector(source);
    var configuration = actors.configuration(source);
    var launch =
        connector.launch(
            connectors.containerName("discover"),
            ConnectorCommand.discover(configuration.json()),
            Map.of(),
            connectors.labels("discover"));
    var answer = ask(source, configuration, launch);
    var current =
        answer.newConfig() == null
            ? source
            : actors.replaceConfiguration(source.id(), answer.newConfig());
    var catalog = answer.message().catalog();
    catalogs.put(
        source.id(),
        fingerprint(current, connector),
        Json.write(Json.mapper().valueToTree(catalog)));
    return catalog;
  }

  private CommandAnswer<CatalogMessage> ask(
      Actor source, ConnectorConfig configuration, ConnectorLaunch launch)
      throws EngineException, CommandException, InterruptedException {
    try {
      return commands.run(launch, CatalogMessage.class);
    } catch (CommandException e) {
      throw e.redacted(actors.noted(source, configuration, e.newConfig())::apply);
    }
  }

  /** Another image or configuration may offer other streams. A changed secret is another one. */
  private static String fingerprint(Actor source, Connector connector) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      digest.update(connector.revision().getBytes(UTF_8));
      digest.update(source.configuration().getBytes(UTF_8));
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private static Catalog parse(String catalog) {
    try {
      return Json.mapper().readValue(catalog, Catalog.class);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a stored catalog cannot be read", e);
    }
  }
}
