package io.lasius.server.state;

import io.lasius.protocol.catalog.StreamDescriptor;
import io.lasius.server.connection.StreamKey;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Where a connection stands, or stood: the newest version of each stream, and of all together. */
final class StateStanding {
  private final Map<String, StateVersion> byKey;

  StateStanding(List<StateVersion> newest) {
    this.byKey =
        newest.stream().collect(Collectors.toMap(StateVersion::stream, Function.identity()));
  }

  /** Each stream that has or had a state, and the key of all together. */
  Set<String> keys() {
    return Set.copyOf(byKey.keySet());
  }

  /** Whether it is known where a stream stands, be it without a state. */
  boolean knows(String key) {
    return byKey.containsKey(key);
  }

  /** The version of a key; null where it has no state. */
  @Nullable StateVersion ofKey(String key) {
    var version = byKey.get(key);
    return version == null || !version.hasState() ? null : version;
  }

  /** What a stream is read on from: its own state, else the one of all together; null for none. */
  @Nullable StateVersion of(StreamDescriptor stream) {
    var own = ofKey(StreamKey.of(stream));
    return own == null ? ofKey(StreamKey.ALL_STREAMS) : own;
  }

  /** The number of each version, by the name of its stream; two may have one name, written out. */
  Map<String, Long> numbers() {
    return byKey.values().stream()
        .collect(Collectors.toMap(StateStanding::name, StateVersion::version, Math::max));
  }

  private static String name(StateVersion version) {
    return version.stream().equals(StreamKey.ALL_STREAMS)
        ? "all streams together"
        : StreamKey.parse(version.stream()).toString();
  }

  /** The newest version of all; null where there is none. */
  @Nullable Long newest() {
    return byKey.values().stream().map(StateVersion::version).max(Long::compare).orElse(null);
  }
}
