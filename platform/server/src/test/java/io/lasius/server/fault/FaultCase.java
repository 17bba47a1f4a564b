package io.lasius.server.fault;

/**
 * One thing that goes wrong in the first attempt of a sync, and what becomes of it. Where that
 * attempt fails, the second brings the rest.
 *
 * @param source more settings of the source; may be empty
 * @param destination more settings of the destination; may be empty
 * @param failure part of the first attempt's first failure; empty where it does not fail
 * @param committed records that the first attempt commits; negative where that is not certain
 * @param doubt part of the reasons of the last attempt's verdict; empty where it is verified
 * @param arrives what a line at the destination has; empty where that says nothing
 */
record FaultCase(
    String name,
    String source,
    String destination,
    String failure,
    long committed,
    String doubt,
    String arrives) {
  private static final long UNCERTAIN = -1;

  /** The source does something in the first attempt. */
  static FaultCase ofSource(String name, String fault) {
    return new FaultCase(name, inFirstAttempt(fault), "", "", UNCERTAIN, "", "");
  }

  /** The destination does something in the first attempt. */
  static FaultCase ofDestination(String name, String fault) {
    return new FaultCase(name, "", inFirstAttempt(fault), "", UNCERTAIN, "", "");
  }

  /** The destination returns states in a form of its own. */
  static FaultCase ofStates(String name, String form) {
    return new FaultCase(name, "", ",'states':'%s'".formatted(form), "", UNCERTAIN, "", "");
  }

  private static String inFirstAttempt(String fault) {
    return ",'fault':{%s,'attempts':1}".formatted(fault);
  }

  FaultCase fails(String withMessage) {
    return new FaultCase(name, source, destination, withMessage, committed, doubt, arrives);
  }

  FaultCase commits(long records) {
    return new FaultCase(name, source, destination, failure, records, doubt, arrives);
  }

  FaultCase doubted(String why) {
    return new FaultCase(name, source, destination, failure, committed, why, arrives);
  }

  FaultCase brings(String text) {
    return new FaultCase(name, source, destination, failure, committed, doubt, text);
  }

  int attempts() {
    return failure.isEmpty() ? 1 : 2;
  }

  @Override
  public String toString() {
    return name;
  }
}
