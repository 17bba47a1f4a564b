package io.lasius.server.sync;

import io.lasius.protocol.message.FailureType;
import io.lasius.replication.CommitException;
import io.lasius.replication.FailureOrigin;
import io.lasius.replication.FailureReason;
import io.lasius.replication.StateCommit;
import io.lasius.server.state.StateType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All states of a connection are of one type. A source that has outgrown LEGACY states may go on
 * with others; any other change would leave two positions, of which a retry could take the wrong
 * one.
 */
final class StateTypes {
  private StateTypes() {}

  /**
   * The type that holds once these are stored.
   *
   * @param before null where there is no state yet
   * @throws CommitException if a source may not go on so; only its user can tell from where it may
   */
  static @Nullable StateType after(@Nullable StateType before, List<StateCommit> returned)
      throws CommitException {
    var type = before;
    for (var commit : returned) {
      if (commit.state() == null) {
        continue;
      }
      var next = StateType.of(commit.state());
      if (type != null && type != next && type != StateType.LEGACY) {
        throw new CommitException(refused(type, next));
      }
      type = next;
    }
    return type;
  }

  private static FailureReason refused(StateType before, StateType next) {
    return FailureReason.now(
        FailureOrigin.SOURCE,
        FailureType.CONFIG_ERROR,
        ("the source writes states of type %s, but this connection stands at states of type %s; "
                + "clear the connection's data to begin anew, or set its states to a version or an import of type %s")
            .formatted(next, before, next),
        "nothing of the new type was stored");
  }
}
