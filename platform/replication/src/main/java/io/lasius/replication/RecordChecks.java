package io.lasius.replication;

/**
 * What is looked at while records move, beyond what always is.
 *
 * @param sourceCountsMustAgree whether a source that counts otherwise than the platform ends the
 *     sync, before the state in question is sent; if not, the difference is shown
 */
public record RecordChecks(boolean sourceCountsMustAgree) {
  public static final RecordChecks NONE = new RecordChecks(false);
}
