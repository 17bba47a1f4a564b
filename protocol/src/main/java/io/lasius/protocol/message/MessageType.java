package io.lasius.protocol.message;

import org.jspecify.annotations.Nullable;

/** What a message is: its envelope's {@code type}, and the property that holds its payload. */
public enum MessageType {
  RECORD("record"),
  STATE("state"),
  LOG("log"),
  SPEC("spec"),
  CONNECTION_STATUS("connectionStatus"),
  CATALOG("catalog"),
  TRACE("trace"),
  CONTROL("control"),
  DESTINATION_CATALOG("destination_catalog"),
  /** Our own. */
  COUNT("count");

  private final String member;

  MessageType(String member) {
    this.member = member;
  }

  /** Name of the envelope's property that holds the payload. */
  public String member() {
    return member;
  }

  /** The type of that name as it stands on the wire, or null. */
  public static @Nullable MessageType find(String name) {
    for (var type : values()) {
      if (type.name().equals(name)) {
        return type;
      }
    }
    return null;
  }
}
