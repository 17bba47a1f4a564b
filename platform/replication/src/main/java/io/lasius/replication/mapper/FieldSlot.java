package io.lasius.replication.mapper;

import io.lasius.protocol.json.Json;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** One field of the source on its way through the mappers. */
final class FieldSlot {
  private final String source;
  private final @Nullable Selector selector;
  private byte @Nullable [] newKey;
  private boolean watched;
  private boolean removed;
  private boolean refused;

  FieldSlot(String source, @Nullable Selector selector) {
    this.source = source;
    this.selector = selector;
  }

  /** The name that the source has for it. */
  String source() {
    return source;
  }

  /** What leaves a part of the field; null where it is selected whole. */
  @Nullable Selector selector() {
    return selector;
  }

  /** A step needs the value. */
  void watch() {
    watched = true;
  }

  /** Leaves the field out. */
  void remove() {
    removed = true;
  }

  boolean removed() {
    return removed;
  }

  /** Another field gets this name, so that no record may have it. */
  void refuse() {
    refused = true;
  }

  boolean refused() {
    return refused;
  }

  void rename(String name) {
    newKey = name.equals(source) ? null : Json.write(name).getBytes(StandardCharsets.UTF_8);
  }

  /** The key as it stands in JSON; null where it stays. */
  byte @Nullable [] newKey() {
    return newKey;
  }

  /** Whether the field passes as it is. */
  boolean untouched() {
    return !watched && !removed && !refused && newKey == null && selector == null;
  }
}
