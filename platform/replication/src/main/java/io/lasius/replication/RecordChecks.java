package io.lasius.replication;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/**
 * What is looked at while records move, beyond what always is.
 *
 * @param sourceCountsMustAgree whether a source that counts otherwise than the platform ends the
 *     sync, before the state in question is sent; if not, the difference is shown
 * @param rules by what is wrong; what is left out has its default, which is {@link RecordRule#FAIL}
 *     for mapping and unreadable lines, {@link RecordRule#OFF} for all else
 * @param maxRecordBytes longest line of a record, without its end; matters to the rule of the size
 * @param maxSetAsideRecords so many records of an attempt may be set aside; one more ends it
 * @param maxSetAsideBytes the same for the length of their lines together
 */
public record RecordChecks(
    boolean sourceCountsMustAgree,
    Map<Rejection, RecordRule> rules,
    long maxRecordBytes,
    long maxSetAsideRecords,
    long maxSetAsideBytes) {
  public static final long DEFAULT_SET_ASIDE_RECORDS = 10_000;
  public static final long DEFAULT_SET_ASIDE_BYTES = 256L << 20;
  public static final RecordChecks NONE =
      new RecordChecks(
          false, Map.of(), Long.MAX_VALUE, DEFAULT_SET_ASIDE_RECORDS, DEFAULT_SET_ASIDE_BYTES);

  /**
   * Checks the rules.
   *
   * @throws IllegalArgumentException if a rule cannot be for its case, or a limit is below its
   *     least; the message is for the user
   */
  public RecordChecks {
    var all = new EnumMap<Rejection, RecordRule>(Rejection.class);
    for (Rejection reason : Rejection.values()) {
      RecordRule rule = rules.getOrDefault(reason, defaultOf(reason));
      if (!allowed(reason).contains(rule)) {
        throw new IllegalArgumentException(
            "%s cannot be the rule for %s; it must be one of %s"
                .formatted(rule, reason, allowed(reason)));
      }
      all.put(reason, rule);
    }
    rules = Map.copyOf(all);
    atLeast("the longest record", 1, maxRecordBytes);
    atLeast("the number of records set aside", 0, maxSetAsideRecords);
    atLeast("the bytes set aside", 0, maxSetAsideBytes);
  }

  private static void atLeast(String what, long least, long value) {
    if (value < least) {
      throw new IllegalArgumentException(
          "%s is limited to %d, but must be at least %d".formatted(what, value, least));
    }
  }

  private static Set<RecordRule> allowed(Rejection reason) {
    return switch (reason) {
      case UNREADABLE -> EnumSet.of(RecordRule.FAIL);
      case SIZE -> EnumSet.complementOf(EnumSet.of(RecordRule.NULL_FIELD));
      case VALUE, SCHEMA -> EnumSet.allOf(RecordRule.class);
      case UNMAPPED -> EnumSet.of(RecordRule.SET_ASIDE, RecordRule.FAIL);
    };
  }

  private static RecordRule defaultOf(Rejection reason) {
    return switch (reason) {
      case UNREADABLE, UNMAPPED -> RecordRule.FAIL;
      case SIZE, VALUE, SCHEMA -> RecordRule.OFF;
    };
  }

  RecordRule rule(Rejection reason) {
    return rules.getOrDefault(reason, defaultOf(reason));
  }

  boolean looksAt(Rejection reason) {
    return rule(reason) != RecordRule.OFF;
  }
}
