package io.lasius.server.job;

import io.lasius.protocol.message.StateMessage;
import io.lasius.protocol.message.StreamState;
import io.lasius.replication.StateCommit;
import io.lasius.replication.StreamCounts;
import io.lasius.server.connection.StreamKey;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;

/**
 * A stream's newest state of one transaction, with the records of all its states there.
 *
 * @param bytes of those records
 */
record CommittedState(StateMessage state, long records, long bytes) {
  /** One for each stream that has a state among these, and one for all streams together. */
  static Collection<CommittedState> of(List<StateCommit> returned) {
    var newest = new LinkedHashMap<String, CommittedState>();
    for (var commit : returned) {
      var state = commit.state();
      if (state != null) {
        var sum = commit.counts().values().stream().reduce(StreamCounts.NONE, StreamCounts::plus);
        newest.merge(
            key(state),
            new CommittedState(state, sum.records(), sum.bytes()),
            CommittedState::followedBy);
      }
    }
    return newest.values();
  }

  private static String key(StateMessage state) {
    return state instanceof StreamState one ? StreamKey.of(one.stream()) : StreamKey.ALL_STREAMS;
  }

  private CommittedState followedBy(CommittedState next) {
    return new CommittedState(next.state, records + next.records, bytes + next.bytes);
  }
}
