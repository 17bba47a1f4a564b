package io.lasius.server.fault;

import static io.lasius.server.fault.FaultCase.ofDestination;
import static io.lasius.server.fault.FaultCase.ofSource;
import static io.lasius.server.fault.FaultCase.ofStates;

import java.util.List;
import java.util.stream.Stream;

/** What connectors do wrong: 5,000 records of 1 KB, more than pipes hold, and a state every 500. */
final class FaultCases {
  static final long RECORDS = 5_000;
  static final String SETTINGS = "'records':5000,'records_per_state':500,'filling':900";

  /** The record at which it goes wrong. */
  static final int FATAL = 2_250;

  /** What is committed before that. */
  private static final long BEFORE = 2_000;

  private static final long AFTER = 2_500;
  private static final int CHATTER_MB = FaultLength.of(30, 1_000);
  private static final String CHATTER = "'size':%d000000".formatted(CHATTER_MB);

  /** Strikes in each attempt, once four states of 500 records are returned. */
  static final FaultCase DEAF =
      new FaultCase(
          "cancelled, the destination ignores SIGTERM",
          "",
          ",'fault':{'action':'deaf','point':'after_state','number':4}",
          "",
          BEFORE,
          "",
          "");

  private static final String NESTED = "[".repeat(2_000) + "]".repeat(2_000);

  /** Ends in which a source says that all is well, and has not read all. */
  static final List<FaultCase> EARLY_ENDS =
      List.of(
          ofSource("source exits with 0, no COMPLETE", at("exit", "'exit_status':0"))
              .doubted("did not say that it read it to its end"),
          ofSource("source tells an error, exits with 0", at("error", "'exit_status':0"))
              .doubted("the source told an error"));

  /** Is cancelled once its status tells of it. */
  static final FaultCase NOT_READING =
      ofDestination("cancelled, the destination stopped reading", at("hang"));

  /** More than the log of an attempt may be long. */
  static final List<FaultCase> CHATTERS =
      List.of(
          ofSource("source writes %d MB to stderr".formatted(CHATTER_MB), at("chatter", CHATTER))
              .commits(RECORDS),
          ofDestination(
                  "destination writes %d MB to stderr".formatted(CHATTER_MB),
                  at("chatter", CHATTER))
              .commits(RECORDS));

  private FaultCases() {}

  static List<FaultCase> all() {
    return Stream.of(ends(), silences(), states(), CHATTERS, lines(), values())
        .flatMap(List::stream)
        .toList();
  }

  /** Whether it is seen by what the containers use, the network among it. */
  static boolean isSilence(FaultCase fault) {
    return silences().contains(fault);
  }

  private static List<FaultCase> ends() {
    return List.of(
        ofSource("source exits with 7 among its records", at("exit", "'exit_status':7"))
            .fails("the source ended with exit status 7")
            .commits(BEFORE),
        ofSource("source exits with 1 after its COMPLETE", "'action':'exit','point':'end'")
            .fails("the source ended with exit status 1")
            .commits(RECORDS),
        ofSource("source is killed before it writes a state", killed("before_state"))
            .fails("137")
            .commits(BEFORE),
        ofSource("source is killed after it wrote a state", killed("after_state"))
            .fails("137")
            .commits(AFTER),
        ofDestination("destination is killed before it returns a state", killed("before_state"))
            .fails("137")
            .commits(BEFORE),
        ofDestination("destination is killed after it returned a state", killed("after_state"))
            .fails("137")
            .commits(AFTER),
        ofDestination("destination exits with 0 among its records", at("exit", "'exit_status':0"))
            .fails("the destination ended with exit status 0 before the end of its input"),
        ofSource("source exits and leaves a child with its stdout", at("child", "'exit_status':7"))
            .fails("the source ended with exit status 7")
            .commits(BEFORE),
        ofDestination(
                "destination exits and leaves a child with its stdout",
                at("child", "'exit_status':7"))
            .fails("the destination ended with exit status 7"),
        ofSource("source takes all memory", at("memory")).fails("memory").commits(BEFORE));
  }

  private static List<FaultCase> silences() {
    return List.of(
        ofSource("source hangs", at("hang"))
            .fails("the source wrote no record and no state")
            .commits(BEFORE),
        ofSource("source hangs and ignores SIGTERM", at("deaf"))
            .fails("the source wrote no record and no state")
            .commits(BEFORE),
        ofDestination("destination stops reading", at("hang"))
            .fails("the destination took nothing of what it was sent"),
        ofDestination("destination stops reading and ignores SIGTERM", at("deaf"))
            .fails("the destination took nothing of what it was sent"),
        ofDestination("destination hangs after the end of its input", end("hang"))
            .fails("the destination did not end")
            .commits(RECORDS),
        ofDestination("destination ignores SIGTERM after the end of its input", end("deaf"))
            .fails("the destination did not end")
            .commits(RECORDS));
  }

  private static List<FaultCase> states() {
    return List.of(
        ofStates("destination returns no state", "never").commits(0).doubted("returned no state"),
        ofStates("destination returns a state of nobody", "stranger")
            .commits(0)
            .doubted("returned no state"),
        ofStates("destination returns each state twice", "twice").commits(RECORDS),
        ofStates("destination returns all states at its end", "late").commits(RECORDS),
        ofStates("destination returns states in another form", "unwrapped")
            .commits(RECORDS)
            .doubted("the destination did not count"));
  }

  private static List<FaultCase> lines() {
    return List.of(
        ofSource("line of 100 MB", at("long_line", "'size':100000000"))
            .fails("longer than")
            .commits(BEFORE),
        ofSource(
                "last line torn, exit status 0",
                "'action':'torn_line','number':5000,'exit_status':0")
            .fails("it ends early")
            .commits(4_500),
        ofSource("line that is no UTF-8", at("not_utf8")).fails("UTF-8").commits(BEFORE));
  }

  private static List<FaultCase> values() {
    return List.of(
        odd("lone surrogate", "\"\\ud800\""),
        odd("number of 40 digits", "1234567890123456789012345678901234567890"),
        odd("number 1e400", "1e400"),
        odd("nesting of 2,000 levels", NESTED),
        // Not beside the source that does so: each takes 2 GiB.
        ofDestination("destination takes all memory", at("memory")).fails("memory"));
  }

  private static FaultCase odd(String name, String value) {
    var escaped = value.replace("\\", "\\\\").replace("\"", "\\\"");
    return ofSource(name, at("odd", "'text':'%s'".formatted(escaped)))
        .commits(RECORDS)
        .brings(",\"odd\":%s,".formatted(value));
  }

  private static String at(String action) {
    return "'action':'%s','number':%d".formatted(action, FATAL);
  }

  private static String at(String action, String more) {
    return at(action) + "," + more;
  }

  private static String end(String action) {
    return "'action':'%s','point':'end'".formatted(action);
  }

  /** Around the fifth state of 500 records. */
  private static String killed(String point) {
    return "'action':'exit','point':'%s','number':5,'exit_status':137".formatted(point);
  }
}
