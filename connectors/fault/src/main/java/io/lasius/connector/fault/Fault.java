package io.lasius.connector.fault;

import io.lasius.protocol.message.FailureType;
import io.lasius.sdk.config.Setting;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What breaks, and where.
 *
 * @param number which record or state; the number of a record is its id
 * @param times that many records or states, one after the other
 * @param startedBy highest id of a run's first record at which the fault still strikes
 * @param attempts in how many attempts of a job it strikes
 * @param numbers the number in each attempt of a job; empty where it is the same in all
 */
record Fault(
    @Setting(
            title = "What happens",
            description =
                "exit: the connector ends at once; what came before is written. torn_line: it ends"
                    + " in the middle of the line. hang: it does nothing more, and does not end."
                    + " error: it tells an error, and ends. garbage: it writes a line that is no"
                    + " message, and goes on. undeliverable: a record of the source has no data."
                    + " broken_line: a line of the source is cut, and the next one follows."
                    + " undercount: a state tells one record less than it stands for."
                    + " odd: a record of the source has a further field, whose value is the text."
                    + " not_utf8: that value is a byte that no UTF-8 has. long_line: it is so many"
                    + " bytes long. chatter: so many bytes are written to its standard error, and it"
                    + " goes on. Of a process alone, deaf: it does nothing more, and SIGTERM does not"
                    + " end it. child: it ends, and a process that it started keeps its output open."
                    + " memory: it takes memory until it is killed.")
        Action action,
    @Setting(
            title = "Where",
            description =
                "At the record with an id, at the so-manieth record of a run, before or after a state"
                    + " is written, once so many bytes of a run are written, or at the end, when all"
                    + " is done.",
            defaultValue = "record")
        Point point,
    @Setting(
            title = "Number",
            description =
                "The id of the record, or which record or state of the run it is, from 1, or after how"
                    + " many bytes.",
            defaultValue = "1",
            minimum = 1)
        long number,
    @Setting(
            title = "Times",
            description = "At so many records or states in a row.",
            defaultValue = "1",
            minimum = 1)
        long times,
    @Setting(
            title = "Size",
            description = "How much, in bytes.",
            defaultValue = "0",
            minimum = 0,
            maximum = 10e9)
        long size,
    @Setting(
            title = "Text",
            description = "A value, as it is written into the line.",
            defaultValue = "null")
        String text,
    @Setting(
            title = "Exit status",
            description = "With which the connector ends, where it does.",
            defaultValue = "1",
            minimum = 0,
            maximum = 255)
        int exitStatus,
    @Setting(
            title = "Kind of error",
            description = "As which the error is told.",
            defaultValue = "system_error")
        FailureType failureType,
    @Setting(
            title = "Only when started by",
            description =
                "Only in a run whose first record has an id up to this one, so that a run which"
                    + " resumes later gets past. Not set: in every run.",
            minimum = 1)
        @Nullable Long startedBy,
    @Setting(
            title = "Attempts",
            description =
                "Only in so many attempts of a job, as the platform counts them in"
                    + " WORKER_JOB_ATTEMPT. Not set: in every attempt.",
            minimum = 1)
        @Nullable Integer attempts,
    @Setting(
            title = "Numbers",
            description =
                "In place of number and attempts: the number in each attempt of a job in turn; 0 and"
                    + " the end of the list: not in that attempt.",
            defaultValue = "[]",
            minimum = 0)
        List<Long> numbers) {
  /**
   * Which number it strikes at in an attempt.
   *
   * @param attempt from 0
   * @return 0 if it does not strike there
   */
  long numberIn(int attempt) {
    if (numbers.isEmpty()) {
      return attempts == null || attempt < attempts ? number : 0;
    }
    return attempt < numbers.size() ? numbers.get(attempt) : 0;
  }

  /** What happens. */
  enum Action {
    EXIT,
    TORN_LINE,
    HANG,
    ERROR,
    GARBAGE,
    UNDELIVERABLE,
    BROKEN_LINE,
    UNDERCOUNT,
    ODD,
    NOT_UTF8,
    LONG_LINE,
    CHATTER,
    DEAF,
    CHILD,
    MEMORY;

    /** Whether the source writes something in place of the record where it strikes. */
    boolean replacesTheRecord() {
      return switch (this) {
        case UNDELIVERABLE, BROKEN_LINE, ODD, NOT_UTF8, LONG_LINE -> true;
        case EXIT, TORN_LINE, HANG, ERROR, GARBAGE, UNDERCOUNT, CHATTER, DEAF, CHILD, MEMORY ->
            false;
      };
    }
  }

  /** Where it happens. */
  enum Point {
    RECORD,
    RUN_RECORD,
    BEFORE_STATE,
    AFTER_STATE,
    BYTE,
    END
  }
}
