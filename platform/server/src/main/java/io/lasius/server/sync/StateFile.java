package io.lasius.server.sync;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.lasius.protocol.catalog.StreamDescriptor;
import io.lasius.protocol.json.Json;
import io.lasius.protocol.message.GlobalState;
import io.lasius.protocol.message.LegacyState;
import io.lasius.protocol.message.StateMessage;
import io.lasius.protocol.message.StreamState;
import io.lasius.protocol.wire.MessageCodec;
import io.lasius.protocol.wire.ProtocolException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The states as a source reads them: an array of what it wrote, or the bare data of a LEGACY one.
 */
final class StateFile {
  private StateFile() {}

  /**
   * The file's content.
   *
   * @param states as they were stored
   * @param streams those that will be read: what other streams left behind is kept, and not sent
   * @return null where there is nothing to resume from
   */
  static @Nullable String of(List<String> states, Collection<StreamDescriptor> streams) {
    var sent = new ArrayList<String>();
    for (var text : states) {
      switch (read(text)) {
        case StreamState one when !streams.contains(one.stream()) -> {}
        case StreamState _, GlobalState _ -> sent.add(text);
        case LegacyState _ -> {
          return legacyData(text);
        }
      }
    }
    return sent.isEmpty() ? null : "[" + String.join(",", sent) + "]";
  }

  private static StateMessage read(String text) {
    try {
      return MessageCodec.readState(text);
    } catch (ProtocolException e) {
      throw new IllegalStateException("a stored state cannot be read", e);
    }
  }

  private static String legacyData(String text) {
    try {
      return Json.write(Json.parse(text).path("data"));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a stored state cannot be read", e);
    }
  }
}
