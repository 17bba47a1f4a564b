package io.lasius.replication;

/** Where the namespace of a stream at the destination comes from. */
public enum NamespaceDefinition {
  /** The source's own. */
  SOURCE,
  /** None is given: the destination uses its own. */
  DESTINATION,
  /** A format, in which {@code ${SOURCE_NAMESPACE}} stands for the source's. */
  CUSTOM_FORMAT
}
