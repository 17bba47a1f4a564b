package io.lasius.sdk;

/** How a source tells its positions. */
public enum StateKind {
  /** Each stream its own. */
  STREAM,
  /** All streams together, as sources do that read one log of changes. */
  GLOBAL,
  /** One value for the whole source, as it was before streams had states of their own. */
  LEGACY
}
