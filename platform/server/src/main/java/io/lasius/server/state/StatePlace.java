package io.lasius.server.state;

/** Where the state of a stream is kept. */
public enum StatePlace {
  /** By itself; also where the stream has none. */
  OWN,
  /** As a part of a state of all streams, which can go without the others. */
  PART,
  /** In a state of all streams, in which it cannot be told from the others. */
  SHARED
}
