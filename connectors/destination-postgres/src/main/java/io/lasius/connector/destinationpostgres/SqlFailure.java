package io.lasius.connector.destinationpostgres;

import io.lasius.sdk.ConfigException;
import io.lasius.sdk.ConnectorException;
import io.lasius.sdk.TransientException;
import java.io.IOException;
import java.net.UnknownHostException;
import java.sql.SQLException;
import java.util.Set;

/** What the database's errors mean to a user. */
final class SqlFailure {
  /** A table is to go, or a column to change, that a view or the like is made of. */
  static final String DEPENDENT_OBJECTS = "2BP01";

  private static final String REJECTED = "08004";
  private static final String LOCK_NOT_AVAILABLE = "55P03";
  private static final String OTHER_ERROR = "XX000";

  private SqlFailure() {}

  /** Whether no connection could be made, or it broke. */
  static boolean isConnection(SQLException failure) {
    return state(failure).startsWith("08");
  }

  /**
   * The failure for the platform.
   *
   * @param what was being done, as in "cannot write to x"
   * @return what is neither the user's to change nor likely to pass
   * @throws ConnectorException where it is one of the two
   */
  static IOException of(String what, SQLException failure) throws ConnectorException {
    String message = "%s: %s (SQLSTATE %s)".formatted(what, reason(failure), state(failure));
    if (isTransient(state(failure))) {
      throw new TransientException(message, failure);
    }
    if (isForTheUser(state(failure))) {
      throw new ConfigException(message, failure);
    }
    return new IOException(message, failure);
  }

  private static boolean isTransient(String state) {
    return switch (state.substring(0, 2)) {
      // A login for which a password is missing counts as a connection.
      case "08" -> !state.equals(REJECTED);
      // A rollback by the server, its resources, an operator's intervention.
      case "40", "53", "57" -> true;
      default -> state.equals(LOCK_NOT_AVAILABLE);
    };
  }

  private static boolean isForTheUser(String state) {
    return switch (state.substring(0, 2)) {
      // Login, no such database or schema, objects and their names and limits, constraints.
      case "28", "3D", "3F", "42", "54", "55", "2B", "23" -> true;
      // Something the server does not offer, and a server that only reads.
      default -> Set.of("0A000", "25006", REJECTED).contains(state);
    };
  }

  private static String state(SQLException failure) {
    String state = failure.getSQLState();
    return state == null || state.length() < 2 ? OTHER_ERROR : state;
  }

  /** What the database or the driver says, in one line. */
  static String reason(SQLException failure) {
    if (failure.getCause() instanceof UnknownHostException unknown) {
      return "the host %s is unknown".formatted(unknown.getMessage());
    }
    return String.valueOf(failure.getMessage()).lines().findFirst().orElse("no message");
  }
}
