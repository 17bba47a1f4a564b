package io.lasius.server.connection;

import io.lasius.protocol.catalog.StreamDescriptor;
import io.lasius.replication.ConnectorRole;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A query of a user's that finds how many records one sync brought of a stream.
 *
 * @param side whose connector runs it
 * @param sql as it was written, with the places that a sync's numbers are put in
 */
public record CountQuery(StreamDescriptor stream, ConnectorRole side, String sql) {
  static final String SYNC = "${SYNC_ID}";
  static final String GENERATION = "${GENERATION_ID}";

  private static final Pattern PLACE = Pattern.compile("\\$\\{[^}]*}?");

  /** What looks like a place for something and is none. */
  List<String> unknownPlaces() {
    return PLACE
        .matcher(sql)
        .results()
        .map(place -> place.group())
        .filter(place -> !place.equals(SYNC) && !place.equals(GENERATION))
        .toList();
  }

  /**
   * The query of one sync.
   *
   * @param sync number of the job
   * @param generation of the stream's records
   */
  public String sql(long sync, long generation) {
    return sql.replace(SYNC, Long.toString(sync)).replace(GENERATION, Long.toString(generation));
  }
}
