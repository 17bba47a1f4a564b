package io.lasius.connector.sample;

/**
 * Numbers that look random and depend on the seed and a row's id alone, so that a row is the same
 * wherever a read begins. The finalizer of SplitMix64.
 */
final class Mix {
  private final long salt;

  Mix(long seed, long table) {
    salt = mix(seed * 0x9e3779b97f4a7c15L + table);
  }

  long of(long id) {
    return mix(salt + id * 0x9e3779b97f4a7c15L);
  }

  /** Some bits of the number, as an index from 0 to {@code bound - 1}; bound is at most 65,536. */
  static int pick(long mixed, int shift, int bound) {
    return (int) ((((mixed >>> shift) & 0xffff) * bound) >>> 16);
  }

  private static long mix(long value) {
    long z = value;
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }
}
