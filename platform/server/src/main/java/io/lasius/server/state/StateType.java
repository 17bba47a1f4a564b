package io.lasius.server.state;

import io.lasius.protocol.message.GlobalState;
import io.lasius.protocol.message.LegacyState;
import io.lasius.protocol.message.StateMessage;
import io.lasius.protocol.message.StreamState;

/** What a state covers. All states of a connection are of one type. */
public enum StateType {
  STREAM,
  GLOBAL,
  LEGACY;

  public static StateType of(StateMessage state) {
    return switch (state) {
      case StreamState _ -> STREAM;
      case GlobalState _ -> GLOBAL;
      case LegacyState _ -> LEGACY;
    };
  }
}
