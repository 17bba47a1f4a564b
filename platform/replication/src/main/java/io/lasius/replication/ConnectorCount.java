package io.lasius.replication;

import org.jspecify.annotations.Nullable;

/**
 * What one side counted of a stream: the connector in the states that told a count, and a query
 * that was asked at the end.
 *
 * @param said records by its own count, those that it rejected among them; null where it told none
 *     for this stream alone
 * @param rejected those that it says it rejected
 * @param covered records, by the platform's count, that its counts are about: where that is less
 *     than all, the rest nobody counted but the platform
 * @param query what a count query of this side found; null where none was asked
 */
public record ConnectorCount(
    @Nullable Long said, long rejected, long covered, @Nullable QueryCount query) {
  public static final ConnectorCount NONE = new ConnectorCount(null, 0, 0, null);

  ConnectorCount plus(long more, long moreRejected) {
    return new ConnectorCount(
        (said == null ? 0 : said) + more, rejected + moreRejected, covered, query);
  }

  ConnectorCount covering(long more) {
    return new ConnectorCount(said, rejected, covered + more, query);
  }

  ConnectorCount with(QueryCount asked) {
    return new ConnectorCount(said, rejected, covered, asked);
  }

  /** The number that a query found; null where none was asked or found. */
  public @Nullable Long found() {
    return query == null ? null : query.found();
  }
}
