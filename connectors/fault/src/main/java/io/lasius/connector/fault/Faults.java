package io.lasius.connector.fault;

import io.lasius.protocol.wire.RecordLine;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Decides when the fault strikes. Used by one thread at a time. */
final class Faults {
  /** The platform's number of the attempt, from 0. */
  private static final String ATTEMPT = "WORKER_JOB_ATTEMPT";

  private final @Nullable Fault fault;

  /** Of this attempt. */
  private final long number;

  private final Strike strike;
  private long firstRecord;
  private long records;
  private long states;

  /** How a fault is carried out. */
  interface Strike {
    /**
     * Does what the fault asks for; often it does not return.
     *
     * @param line the line that is about to be written, without its end; empty where there is none
     */
    void strike(Fault fault, byte[] line) throws IOException;
  }

  Faults(@Nullable Fault fault, int attempt, Strike strike) {
    number = fault == null ? 0 : fault.numberIn(attempt);
    this.fault = number == 0 ? null : fault;
    this.strike = strike;
  }

  /** Nothing breaks. */
  static Faults none() {
    return new Faults(null, 0, (_, _) -> {});
  }

  /** The attempt that a run is part of; 0 where nobody says. */
  static int attempt(Map<String, String> environment) {
    String attempt = environment.get(ATTEMPT);
    return attempt == null || !attempt.matches("[0-9]{1,9}") ? 0 : Integer.parseInt(attempt);
  }

  /** A record came to the destination. */
  void received(RecordLine record) throws IOException {
    if (fault != null) {
      byte[] data = new byte[record.data().remaining()];
      record.data().get(data);
      if (atRecord(NumberStream.idIn(data))) {
        strike.strike(fault, new byte[0]);
      }
    }
  }

  /**
   * A record is about to leave the source.
   *
   * @return whether it is to be left out, since the fault wrote something in its place
   */
  boolean sends(byte[] line) throws IOException {
    if (fault == null || !atRecord(NumberStream.idIn(line))) {
      return false;
    }
    strike.strike(fault, line);
    return fault.action().replacesTheRecord();
  }

  void beforeState(byte[] line) throws IOException {
    states++;
    at(Fault.Point.BEFORE_STATE, line);
  }

  void afterState() throws IOException {
    at(Fault.Point.AFTER_STATE, new byte[0]);
  }

  /**
   * Where the output breaks off.
   *
   * @param written bytes of this run before these
   * @return how many of them are still to be written; all where the fault strikes elsewhere
   */
  int writtenOf(int bytes, long written) {
    if (fault == null || fault.point() != Fault.Point.BYTE || !inThisRun(fault)) {
      return bytes;
    }
    return Math.clamp(number - written, 0, bytes);
  }

  void atByte() throws IOException {
    if (fault != null) {
      strike.strike(fault, new byte[0]);
    }
  }

  void atEnd() throws IOException {
    if (fault != null && fault.point() == Fault.Point.END && inThisRun(fault)) {
      strike.strike(fault, new byte[0]);
    }
  }

  private void at(Fault.Point point, byte[] line) throws IOException {
    if (fault != null && fault.point() == point && inReach(fault, states) && inThisRun(fault)) {
      strike.strike(fault, line);
    }
  }

  private boolean atRecord(long id) {
    if (firstRecord == 0) {
      firstRecord = id;
    }
    records++;
    if (fault == null) {
      return false;
    }
    return switch (fault.point()) {
      case RECORD -> inReach(fault, id) && inThisRun(fault);
      case RUN_RECORD -> inReach(fault, records) && inThisRun(fault);
      case BEFORE_STATE, AFTER_STATE, BYTE, END -> false;
    };
  }

  private boolean inReach(Fault fault, long reached) {
    return reached >= number && reached - number < fault.times();
  }

  private boolean inThisRun(Fault fault) {
    return fault.startedBy() == null || (firstRecord > 0 && firstRecord <= fault.startedBy());
  }
}
