package io.lasius.server.job;

/**
 * What an attempt writes a stream's records as.
 *
 * @param number of the generation; 0 before the first
 * @param replaces whether the data of all generations before goes once the stream is complete
 */
public record StreamGeneration(long number, boolean replaces) {
  /** Data of generations below goes; 0 lets all stay. */
  public long minimum() {
    return replaces ? number : 0;
  }
}
