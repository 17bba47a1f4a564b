package io.lasius.replication;

import io.lasius.protocol.catalog.StreamDescriptor;
import io.lasius.protocol.message.StateMessage;
import io.lasius.replication.StateLine.UnderWay;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The states sent and returned; it knows what is safe to commit. One thread tells what was sent,
 * one what was returned, one takes what is to be committed.
 *
 * <p>STREAM states follow each other per stream; GLOBAL and LEGACY states all stand in one line,
 * whose scope is null.
 */
final class StateLedger implements AutoCloseable {
  /** What a returned state turned out to be. */
  enum Return {
    /** It settles itself and all before it. */
    SETTLED,
    /** It settles as much, but stands for more records than the destination counted. */
    UNDERCOUNTED,
    /** It was the last one to be settled, too. */
    REPEAT,
    /** A later one was settled before it. */
    LATE,
    /** No such state is under way. */
    UNKNOWN
  }

  /**
   * A state on its way.
   *
   * @param state the source's own; null where it is ours
   * @param committable whether all records before it were delivered
   */
  record Sent(
      @Nullable StreamDescriptor scope,
      @Nullable StateMessage state,
      StateValue value,
      Map<StreamDescriptor, StreamCounts> counts,
      boolean committable) {}

  /** What one line of states has returned and nobody has taken yet. */
  private record Returned(
      StateSpill.@Nullable Kept state, Map<StreamDescriptor, StreamCounts> counts) {}

  /**
   * What a return did.
   *
   * @param between the states that it settled; meaningless unless it did
   * @param counts records that were sent between them
   */
  record Settlement(Return kind, Interval between, Map<StreamDescriptor, StreamCounts> counts) {
    static Settlement nothing(Return kind) {
      return new Settlement(kind, new Interval(null, 0, 0), Map.of());
    }
  }

  private final SyncWaits waits;
  private final Map<@Nullable StreamDescriptor, StateLine> lines = new HashMap<>();
  private final StateSpill spill = new StateSpill();
  private final Map<@Nullable StreamDescriptor, Returned> returned = new LinkedHashMap<>();
  private long lastId;
  private long underWay;
  private boolean ended;

  /**
   * One without states.
   *
   * @param waits is told whether states are under way
   */
  StateLedger(SyncWaits waits) {
    this.waits = waits;
  }

  /**
   * Notes a state before it is sent.
   *
   * @return the number that it is sent with
   */
  synchronized long sent(Sent sent) throws IOException {
    lastId++;
    var state =
        new StateLine.UnderWay(
            lastId,
            sent.value(),
            sent.state() == null ? null : spill.keep(sent.state()),
            sent.counts(),
            sent.committable());
    lines.computeIfAbsent(sent.scope(), _ -> new StateLine()).sent(state);
    underWay++;
    if (underWay == 1) {
      waits.owed(true);
    }
    return lastId;
  }

  /**
   * Notes a state that the destination returned.
   *
   * @param scope its stream under the source's name; null for GLOBAL and LEGACY
   * @param id the number that came back with it, which decides; null where it was dropped
   * @param count what the destination counted since the state before; null where it did not
   */
  synchronized Settlement returned(
      @Nullable StreamDescriptor scope,
      @Nullable Long id,
      StateValue value,
      @Nullable DestinationCount count) {
    StateLine line = lines.get(scope);
    if (line == null) {
      return Settlement.nothing(Return.UNKNOWN);
    }
    return settle(scope, line, id == null ? line.match(value) : line.match(id), count);
  }

  /**
   * Settles the states that equal the last match of their line, where as many equal ones were
   * returned as were sent. To be called once the destination has ended well after its end of input.
   */
  synchronized List<Settlement> settleRepeats() {
    var settled = new ArrayList<Settlement>();
    lines.forEach((scope, line) -> {
      Settlement settlement = settle(scope, line, line.matchRepeats(), null);
      if (settlement.kind() == Return.SETTLED) {
        settled.add(settlement);
      }
    });
    return settled;
  }

  /**
   * Takes what is to be committed, in the order of its return; one entry per line of states. Waits
   * until there is something. All is taken at once, unless it is large.
   *
   * @return empty once it was said that nothing more comes, and all was taken
   */
  synchronized List<StateCommit> takeReturned() throws InterruptedException, IOException {
    while (returned.isEmpty() && !ended) {
      wait();
    }
    var taken = new ArrayList<StateCommit>();
    long bytes = 0;
    var next = returned.values().iterator();
    while (next.hasNext() && bytes < StateSpill.MEMORY_BYTES) {
      Returned one = next.next();
      next.remove();
      StateMessage state = one.state() == null ? null : spill.read(one.state());
      bytes += state == null ? 0 : state.json().length();
      release(one.state());
      taken.add(new StateCommit(state, one.counts()));
    }
    return taken;
  }

  /** Says that nothing more will be returned. */
  synchronized void end() {
    ended = true;
    notifyAll();
  }

  @Override
  public synchronized void close() throws IOException {
    spill.close();
  }

  private Settlement settle(
      @Nullable StreamDescriptor scope,
      StateLine line,
      StateLine.Match match,
      @Nullable DestinationCount count) {
    if (match.kind() != Return.SETTLED) {
      return Settlement.nothing(match.kind());
    }
    underWay -= match.settled().size();
    waits.owed(underWay > 0);
    var all = new HashMap<StreamDescriptor, StreamCounts>();
    match.settled().forEach(state -> add(all, state.counts()));
    boolean tooFew = count != null && count.total() < StreamCounts.total(all);
    if (tooFew) {
      line.breakOff();
    }
    publish(scope, line, match, count);
    return new Settlement(
        tooFew ? Return.UNDERCOUNTED : Return.SETTLED,
        new Interval(scope, match.after(), match.settled().getLast().id()),
        all);
  }

  /** Hands what was settled to whoever commits, unless that would leave records behind. */
  private void publish(
      @Nullable StreamDescriptor scope,
      StateLine line,
      StateLine.Match match,
      @Nullable DestinationCount count) {
    Returned newest = null;
    for (UnderWay state : match.settled()) {
      if (state.committable() && !line.broken()) {
        newest = merge(newest, state);
      } else {
        release(state.state());
      }
    }
    if (newest != null) {
      Returned kept =
          count == null ? newest : new Returned(newest.state(), count.committed(newest.counts()));
      Returned before = returned.remove(scope);
      returned.put(scope, before == null ? kept : join(before, kept));
      notifyAll();
    }
  }

  private Returned join(Returned before, Returned later) {
    var counts = new HashMap<StreamDescriptor, StreamCounts>();
    add(counts, before.counts());
    add(counts, later.counts());
    if (later.state() == null) {
      return new Returned(before.state(), counts);
    }
    release(before.state());
    return new Returned(later.state(), counts);
  }

  private void release(StateSpill.@Nullable Kept state) {
    if (state != null) {
      spill.release(state);
    }
  }

  private Returned merge(@Nullable Returned before, UnderWay state) {
    var later = new Returned(state.state(), state.counts());
    return before == null ? later : join(before, later);
  }

  private static void add(
      Map<StreamDescriptor, StreamCounts> sum, Map<StreamDescriptor, StreamCounts> counts) {
    counts.forEach((stream, count) -> sum.merge(stream, count, StreamCounts::plus));
  }
}
