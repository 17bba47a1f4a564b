package io.lasius.server.tag;

import java.util.UUID;

/** A tag on the wire, alone and in a connection. */
public record TagWire(UUID tagId, String name, String color, UUID workspaceId) {
  public static TagWire of(Tag tag) {
    return new TagWire(tag.id(), tag.name(), tag.color(), tag.workspaceId());
  }
}
