package io.lasius.replication;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.lasius.protocol.message.FailureType;
import io.lasius.protocol.message.LogLevel;
import io.lasius.protocol.wire.RecordLine;
import io.lasius.protocol.wire.RecordNulling;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Decides, by the connection's rules, what becomes of a record that is not as it should be. Belongs
 * to the thread that carries records.
 */
final class RecordGate {
  private static final String CHANGE_REASON = "PLATFORM_SERIALIZATION_ERROR";
  private static final int MAX_LOGGED = 10;

  private final RecordChecks checks;
  private final RecordExamination examination;
  private final SyncJournal journal;
  private final boolean looks;
  private long records;
  private long bytes;
  private long logged;

  RecordGate(ReplicationPlan plan, SyncJournal journal) {
    this.checks = plan.checks();
    this.journal = journal;
    this.examination = new RecordExamination(checks, plan.sourceCatalog());
    this.looks = examination.looks();
  }

  /**
   * Looks at a record.
   *
   * @return the record to go on with; null where it is set aside
   * @throws SyncStoppedException if the sync must not go on; the record is not delivered
   */
  @Nullable RecordLine admit(RecordLine row, StreamLane lane)
      throws IOException, CommitException, SyncStoppedException {
    if (!looks) {
      return row;
    }
    RecordLine admitted = row;
    boolean flagged = false;
    for (RecordFault fault : examination.faults(row)) {
      RecordLine next = judged(admitted, row, lane, fault);
      if (next == null) {
        return null;
      }
      admitted = next;
      flagged = true;
    }
    if (flagged) {
      lane.progress().flagged();
    }
    return admitted;
  }

  private @Nullable RecordLine judged(
      RecordLine sofar, RecordLine row, StreamLane lane, RecordFault fault)
      throws IOException, CommitException, SyncStoppedException {
    switch (checks.rule(fault.reason())) {
      case OFF, PASS -> {
        tell(row, fault.why() + "; it is sent as it is");
        return sofar;
      }
      case NULL_FIELD -> {
        RecordLine nulled = nulled(sofar, fault);
        if (nulled != null) {
          tell(row, fault.why() + "; what is in question is sent as null");
          return nulled;
        }
      }
      case SET_ASIDE, FAIL -> {}
    }
    reject(row, lane, fault.reason(), fault.why());
    return null;
  }

  private static @Nullable RecordLine nulled(RecordLine row, RecordFault fault) throws IOException {
    if (!fault.isAboutValues()) {
      return null;
    }
    try {
      return RecordNulling.apply(row, fault.pointers(), CHANGE_REASON);
    } catch (JsonProcessingException _) {
      // Another member has a name that the parser does not take.
      return null;
    }
  }

  /**
   * Sets a record aside, or fails the sync over it.
   *
   * @throws SyncStoppedException if the sync must not go on; the record is not delivered
   */
  void reject(RecordLine row, StreamLane lane, Rejection reason, String why)
      throws CommitException, SyncStoppedException {
    if (checks.rule(reason) == RecordRule.FAIL) {
      throw undelivered(row, lane, reason, why);
    }
    if (records == checks.maxSetAsideRecords()
        || row.length() > checks.maxSetAsideBytes() - bytes) {
      throw undelivered(
          row,
          lane,
          reason,
          "%s; %d records of %d bytes are set aside already, and %d records of %d bytes are the limit"
              .formatted(
                  why, records, bytes, checks.maxSetAsideRecords(), checks.maxSetAsideBytes()));
    }
    journal.setAside(new RejectedRecord(row.stream(), reason, why, row.number(), row.line()));
    records++;
    bytes += row.length();
    lane.progress().setAside(reason, row.length());
    tell(row, why + "; it is set aside");
  }

  private static SyncStoppedException undelivered(
      RecordLine row, StreamLane lane, Rejection reason, String why) {
    lane.block();
    lane.progress().undelivered(reason, row.length());
    return new SyncStoppedException(
        FailureReason.now(
                FailureOrigin.SOURCE,
                FailureType.CONFIG_ERROR,
                "a record of stream %s (line %d of the source) is not delivered: %s"
                    .formatted(row.stream(), row.number(), why),
                "")
            .about(row.stream()));
  }

  private void tell(RecordLine row, String what) {
    logged++;
    if (logged <= MAX_LOGGED) {
      journal.log(
          null,
          LogLevel.WARN,
          "a record of stream %s (line %d of the source): %s"
              .formatted(row.stream(), row.number(), what));
    } else if (logged == MAX_LOGGED + 1) {
      journal.log(null, LogLevel.WARN, "more records that break a rule are counted and not shown");
    }
  }
}
