package io.lasius.replication;

/**
 * How a connector ended.
 *
 * @param status exit status, 0 to 255
 * @param outOfMemory whether a process of it was killed for memory; true also with status 0, where
 *     a child was killed and the main process went on
 */
public record ConnectorExit(int status, boolean outOfMemory) {
  /** Whether it did all it was asked to. */
  public boolean clean() {
    return status == 0 && !outOfMemory;
  }
}
