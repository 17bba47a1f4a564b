package io.lasius.server.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Set;

/** The numbered records that a destination has, which prove what is lost and what came twice. */
public final class Numbers {
  private Numbers() {}

  /**
   * Fails unless each number is there, and only those twice that lie behind what was committed.
   *
   * @param committed the highest number that a state was committed for in the first attempt
   * @param records the highest number
   */
  static void assertWhole(List<Long> written, long committed, long records) {
    var copies = new HashMap<Long, Integer>();
    written.forEach(id -> copies.merge(id, 1, Integer::sum));
    assertThat(copies).hasSize(Math.toIntExact(records));
    copies.forEach((id, times) -> {
      assertThat(id).isBetween(1L, records);
      assertThat(times).as("copies of %d", id).isBetween(1, id <= committed ? 1 : 2);
    });
  }

  /**
   * Fails unless each number is there, and each attempt went on right after a record that was
   * committed before.
   *
   * @param written in the order of the destination's file
   * @param committed the numbers that states were committed for; 0 for the beginning
   * @param records the highest number
   */
  public static void assertResumed(List<Long> written, Set<Long> committed, long records) {
    long before = 0;
    long highest = 0;
    for (long id : written) {
      if (id != before + 1) {
        assertThat(id).as("after record %d", before).isLessThanOrEqualTo(highest);
        assertThat(committed).as("record %d after %d", id, before).contains(id - 1);
      }
      before = id;
      highest = Math.max(highest, id);
    }
    assertThat(before).as("the last record").isEqualTo(records);
  }
}
