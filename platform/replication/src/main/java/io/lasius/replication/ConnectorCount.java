package io.lasius.replication;

import org.jspecify.annotations.Nullable;

/**
 * What one connector counted of a stream, in the states that told a count.
 *
 * @param said records by its own count, those that it rejected among them; null where it told none
 *     for this stream alone
 * @param rejected those that it says it rejected
 * @param covered records, by the platform's count, that its counts are about: where that is less
 *     than all, the rest nobody counted but the platform
 */
public record ConnectorCount(@Nullable Long said, long rejected, long covered) {
  public static final ConnectorCount NONE = new ConnectorCount(null, 0, 0);

  ConnectorCount plus(long more, long moreRejected) {
    return new ConnectorCount((said == null ? 0 : said) + more, rejected + moreRejected, covered);
  }

  ConnectorCount covering(long more) {
    return new ConnectorCount(said, rejected, covered + more);
  }
}
