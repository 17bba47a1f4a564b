package io.lasius.server.connection;

import io.lasius.replication.ConnectorRole;
import io.lasius.server.http.Form;
import io.lasius.server.http.Problem;
import io.lasius.server.http.Required;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A count query on its way in and out.
 *
 * @param streamNamespace needed only where two streams have the name
 * @param side source or destination
 */
record CountQueryBody(
    @Nullable String streamName,
    @Nullable String streamNamespace,
    @Form(oneOf = {"source", "destination"}) @Nullable String side,
    @Form(minLength = 1, maxLength = MAX_SQL) @Nullable String sql) {
  private static final int MAX_SQL = 20_000;

  static CountQueryBody of(CountQuery query) {
    return new CountQueryBody(
        query.stream().name(),
        query.stream().namespace(),
        query.side().name().toLowerCase(Locale.ROOT),
        query.sql());
  }

  /**
   * The query.
   *
   * @throws io.lasius.server.http.ProblemException 400 where it makes no sense for the connection
   */
  CountQuery in(Connection connection) {
    var query =
        new CountQuery(
            connection.named(Required.of("streamName", streamName), streamNamespace),
            role(Required.of("side", side)),
            Required.text("sql", sql, MAX_SQL));
    var unknown = query.unknownPlaces();
    if (!unknown.isEmpty()) {
      throw Problem.badRequest(
              "the query of stream %s has %s, but only %s and %s are replaced"
                  .formatted(
                      query.stream(),
                      String.join(", ", unknown),
                      CountQuery.SYNC,
                      CountQuery.GENERATION))
          .asException();
    }
    return query;
  }

  private static ConnectorRole role(String side) {
    return switch (side.toLowerCase(Locale.ROOT)) {
      case "source" -> ConnectorRole.SOURCE;
      case "destination" -> ConnectorRole.DESTINATION;
      default ->
          throw Problem.badRequest(
                  "side is '%s', but must be source or destination".formatted(side))
              .asException();
    };
  }
}
