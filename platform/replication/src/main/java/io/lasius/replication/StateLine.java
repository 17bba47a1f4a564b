package io.lasius.replication;

import io.lasius.protocol.catalog.StreamDescriptor;
import io.lasius.replication.StateLedger.Return;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * States that follow each other: a returned one settles all before it. In doubt the older one is
 * meant: a state committed late repeats records, one committed early loses them.
 */
final class StateLine {
  /**
   * Which states a return settles.
   *
   * @param after number of the state that was settled before; 0 where there was none
   * @param settled in the order in which they were sent; empty unless settled
   */
  record Match(Return kind, long after, List<UnderWay> settled) {
    static Match nothing(Return kind) {
      return new Match(kind, 0, List.of());
    }
  }

  /** A state on its way, with its number and where its text is kept. */
  record UnderWay(
      long id,
      StateValue value,
      StateSpill.@Nullable Kept state,
      Map<StreamDescriptor, StreamCounts> counts,
      boolean committable) {}

  /** How often a value was sent and returned, for as long as that can matter. */
  private static final class Tally {
    private int sent;
    private int underWay;
    private int returned;
  }

  private final Deque<UnderWay> underWay = new ArrayDeque<>();
  private final Map<StateValue, Tally> tallies = new HashMap<>();
  private long lastSettled;
  private boolean broken;
  private @Nullable StateValue lastMatch;

  void sent(UnderWay state) {
    underWay.addLast(state);
    Tally tally = tallies.computeIfAbsent(state.value(), _ -> new Tally());
    tally.sent++;
    tally.underWay++;
  }

  /** Nothing of this line may be committed any more: records before its last state are missing. */
  void breakOff() {
    broken = true;
  }

  boolean broken() {
    return broken;
  }

  /** A state that came back with its number. */
  Match match(long id) {
    if (id == lastSettled) {
      return Match.nothing(Return.REPEAT);
    }
    if (id < lastSettled) {
      return Match.nothing(Return.LATE);
    }
    for (UnderWay candidate : underWay) {
      if (candidate.id() == id) {
        return settleUpTo(candidate);
      }
    }
    return Match.nothing(Return.UNKNOWN);
  }

  /** A state that came back without its number. */
  Match match(StateValue value) {
    Tally tally = tallies.get(value);
    if (tally == null) {
      return Match.nothing(Return.UNKNOWN);
    }
    tally.returned++;
    if (value.equals(lastMatch)) {
      return Match.nothing(Return.REPEAT);
    }
    for (UnderWay candidate : underWay) {
      if (candidate.value().equals(value)) {
        return settleUpTo(candidate);
      }
    }
    return Match.nothing(Return.LATE);
  }

  /** The last state under way that equals the last match, if each of its like came back. */
  Match matchRepeats() {
    Tally tally = lastMatch == null ? null : tallies.get(lastMatch);
    if (tally == null || tally.underWay == 0 || tally.returned < tally.sent) {
      return Match.nothing(Return.UNKNOWN);
    }
    UnderWay last = null;
    for (UnderWay candidate : underWay) {
      if (candidate.value().equals(lastMatch)) {
        last = candidate;
      }
    }
    return last == null ? Match.nothing(Return.UNKNOWN) : settleUpTo(last);
  }

  private Match settleUpTo(UnderWay match) {
    var settled = new ArrayList<UnderWay>();
    StateValue before = lastMatch;
    long after = lastSettled;
    lastMatch = match.value();
    lastSettled = match.id();
    while (!underWay.isEmpty() && underWay.getFirst().id() <= match.id()) {
      UnderWay state = underWay.removeFirst();
      settled.add(state);
      Tally tally = tallies.get(state.value());
      if (tally != null) {
        tally.underWay--;
        forget(state.value());
      }
    }
    if (before != null) {
      forget(before);
    }
    return new Match(Return.SETTLED, after, settled);
  }

  /** Drops the tally of a value that can no longer matter. */
  private void forget(StateValue value) {
    Tally tally = tallies.get(value);
    if (tally != null && tally.underWay == 0 && !value.equals(lastMatch)) {
      tallies.remove(value);
    }
  }
}
