package io.lasius.protocol.message;

/**
 * One line that a connector writes or reads, without its envelope. Numbers keep all their digits,
 * and properties that the protocol does not know are kept and written back. Source of the
 * vocabulary: airbyte-protocol 0.18.0; {@link CountMessage} is our own.
 */
public sealed interface ProtocolMessage
    permits CatalogMessage,
        ConnectionStatusMessage,
        ControlMessage,
        CountMessage,
        DestinationCatalogMessage,
        LogMessage,
        RecordMessage,
        SpecMessage,
        StateMessage,
        TraceMessage {
  /** What the envelope's {@code type} says. */
  MessageType type();
}
