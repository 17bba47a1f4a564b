package io.lasius.server.definition;

import io.lasius.replication.ConnectorRole;
import io.lasius.server.http.Problem;
import jakarta.inject.Singleton;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Which definition a request means. A workspace's own comes before one of the platform. */
@Singleton
public class DefinitionChoice {
  private final DefinitionStore store;

  DefinitionChoice(DefinitionStore store) {
    this.store = store;
  }

  /**
   * The same as {@link #find(ConnectorRole, UUID, UUID)}, where a request cannot do without.
   *
   * @throws io.lasius.server.http.ProblemException 400 if there is none that the workspace may use
   */
  public ConnectorDefinition ofId(ConnectorRole role, UUID workspaceId, UUID id) {
    return find(role, workspaceId, id)
        .orElseThrow(() -> Problem.valueNotFound("definition", id.toString()).asException());
  }

  /**
   * The one of an id that a workspace may use: ours, or that of Airbyte's registry for a connector
   * that is here.
   */
  public Optional<ConnectorDefinition> find(ConnectorRole role, UUID workspaceId, UUID id) {
    return find(role, id, found -> found.visibleIn(workspaceId));
  }

  /** The same of those that are wanted. */
  Optional<ConnectorDefinition> find(
      ConnectorRole role, UUID id, Predicate<ConnectorDefinition> wanted) {
    return store
        .find(id)
        .filter(found -> found.role() == role && wanted.test(found))
        .or(() -> all(role, wanted).filter(found -> found.isNamedBy(id)).findFirst());
  }

  /**
   * The one of a type, such as {@code faker} or {@code source-faker}.
   *
   * @param property that names it
   * @throws io.lasius.server.http.ProblemException 422 if it is missing; 400 if there is none that
   *     the workspace may use
   */
  public ConnectorDefinition ofType(
      ConnectorRole role, UUID workspaceId, String property, @Nullable String type) {
    if (type == null) {
      throw Problem.unprocessable(
              "neither definitionId nor configuration.%s tells which connector it is"
                  .formatted(property))
          .asException();
    }
    var prefix = role.name().toLowerCase(Locale.ROOT) + "-";
    var shortName = type.startsWith(prefix) ? type.substring(prefix.length()) : type;
    return all(role, found -> found.visibleIn(workspaceId))
        .filter(found -> found.typeName().equals(shortName))
        .findFirst()
        .orElseThrow(() -> Problem.valueNotFound(property, type).asException());
  }

  private Stream<ConnectorDefinition> all(
      ConnectorRole role, Predicate<ConnectorDefinition> wanted) {
    Predicate<ConnectorDefinition> everybodys = found -> found.workspaceId() == null;
    return store.all(role).stream().filter(wanted).sorted(Comparator.comparing(everybodys::test));
  }
}
