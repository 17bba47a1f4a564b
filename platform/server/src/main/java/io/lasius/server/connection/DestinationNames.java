package io.lasius.server.connection;

import io.lasius.protocol.catalog.StreamDescriptor;
import io.lasius.replication.NamespaceDefinition;
import io.lasius.server.http.Problem;
import io.lasius.server.http.ProblemException;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The names that the streams of a connection get at its destination. */
@Singleton
public final class DestinationNames {
  private static final int MAX_FORMAT = 256;
  private static final int MAX_PREFIX = 256;

  /** What looks like a variable of a format. */
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{[^}]*}");

  private static final String SOURCE_NAMESPACE = "${SOURCE_NAMESPACE}";

  private final ConnectionStore store;

  DestinationNames(ConnectionStore store) {
    this.store = store;
  }

  /**
   * The connection, whose streams have names of their own.
   *
   * @throws ProblemException 400 where two streams would become one, or a name cannot be made
   */
  public static Connection checked(Connection connection) {
    if (connection.prefix().length() > MAX_PREFIX) {
      throw refused(
          "prefix has %d characters, but may have %d"
              .formatted(connection.prefix().length(), MAX_PREFIX));
    }
    checkFormat(connection);
    try {
      connection.routing();
      return connection;
    } catch (IllegalArgumentException e) {
      throw Problem.badRequest(String.valueOf(e.getMessage())).asException(e);
    }
  }

  /** One that is not used may be anything that fits. */
  private static void checkFormat(Connection connection) {
    var format = connection.namespaceFormat();
    if (format != null && format.length() > MAX_FORMAT) {
      throw refused(
          "namespaceFormat has %d characters, but may have %d"
              .formatted(format.length(), MAX_FORMAT));
    }
    if (connection.namespaceDefinition() != NamespaceDefinition.CUSTOM_FORMAT) {
      return;
    }
    if (format == null || format.isBlank()) {
      throw refused("namespaceDefinition is custom_format, which needs a namespaceFormat");
    }
    VARIABLE
        .matcher(format)
        .results()
        .filter(variable -> !variable.group().equals(SOURCE_NAMESPACE))
        .findFirst()
        .ifPresent(variable -> {
          throw refused(
              "namespaceFormat has %s, but knows only %s"
                  .formatted(variable.group(), SOURCE_NAMESPACE));
        });
  }

  private static ProblemException refused(String why) {
    return Problem.badRequest(why).asException();
  }

  /**
   * A sentence for each other connection that writes to the same names. It is no error: one may be
   * about to take the other's place, or both may append to one table on purpose.
   */
  List<String> sharedWith(Connection connection) {
    var names = names(connection);
    return store.using(connection.destinationId()).stream()
        .filter(other -> !other.id().equals(connection.id()))
        .map(other -> shared(names, other))
        .filter(sentence -> !sentence.isEmpty())
        .toList();
  }

  private static String shared(Set<StreamDescriptor> names, Connection other) {
    var shared =
        names(other).stream()
            .filter(names::contains)
            .map(StreamDescriptor::toString)
            .sorted()
            .toList();
    return shared.isEmpty()
        ? ""
        : "the connection '%s' (%s) writes to the same destination under the same names: %s; each may replace what the other wrote, unless one gets another prefix or namespace"
            .formatted(other.name(), other.id(), String.join(", ", shared));
  }

  private static Set<StreamDescriptor> names(Connection connection) {
    var routing = connection.routing();
    return connection.descriptors().stream()
        .map(routing::toDestination)
        .collect(Collectors.toUnmodifiableSet());
  }
}
