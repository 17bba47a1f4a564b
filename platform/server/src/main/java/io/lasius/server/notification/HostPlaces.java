package io.lasius.server.notification;

import java.util.HashMap;
import java.util.Map;

/**
 * How many deliveries are under way, in all and by host: so one host that does not answer leaves
 * places for the others. Thread-safe.
 */
final class HostPlaces {
  private final int all;
  private final Map<String, Integer> taken = new HashMap<>();
  private int takenInAll;

  HostPlaces(int all) {
    this.all = all;
  }

  /** Those of one host. */
  int each() {
    return Math.max(1, all / 4);
  }

  /** Takes one, if there is one. */
  synchronized boolean take(String host) {
    if (takenInAll == all || taken.getOrDefault(host, 0) == each()) {
      return false;
    }
    takenInAll++;
    taken.merge(host, 1, Integer::sum);
    return true;
  }

  synchronized void giveBack(String host) {
    takenInAll--;
    taken.computeIfPresent(host, (_, count) -> count == 1 ? null : count - 1);
  }
}
