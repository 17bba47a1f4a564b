package io.lasius.server;

import com.sun.jdi.AbsentInformationException;
import com.sun.jdi.Bootstrap;
import com.sun.jdi.Location;
import com.sun.jdi.ReferenceType;
import com.sun.jdi.VirtualMachine;
import com.sun.jdi.connect.Connector;
import com.sun.jdi.connect.IllegalConnectorArgumentsException;
import com.sun.jdi.connect.ListeningConnector;
import com.sun.jdi.event.BreakpointEvent;
import com.sun.jdi.event.ClassPrepareEvent;
import com.sun.jdi.event.EventSet;
import java.io.IOException;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Stops another JVM at a place of its code, where it can then be killed: between two statements of
 * a transaction, say. That JVM is started with {@link #option}, and calls back.
 */
public final class Debugger implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final ListeningConnector connector;
  private final Map<String, Connector.Argument> arguments;
  private final String address;
  private final CompletableFuture<VirtualMachine> machine;

  /**
   * The beginning or the end of a method that returns nothing.
   *
   * @param type full name of the class that has the method
   */
  public record Place(String type, String method, Side side) {
    Location in(ReferenceType loaded) {
      try {
        var lines = loaded.methodsByName(method).getFirst().allLineLocations();
        // What the method returns by is on the line of its closing brace.
        return switch (side) {
          case ENTRY -> lines.getFirst();
          case EXIT ->
              lines.stream().max(Comparator.comparingInt(Location::lineNumber)).orElseThrow();
        };
      } catch (AbsentInformationException e) {
        throw new IllegalStateException(type + " was compiled without line numbers", e);
      }
    }
  }

  /** Which end of a method. */
  public enum Side {
    ENTRY,
    EXIT
  }

  public Debugger() throws IOException, IllegalConnectorArgumentsException {
    connector =
        Bootstrap.virtualMachineManager().listeningConnectors().stream()
            .filter(each -> each.name().equals("com.sun.jdi.SocketListen"))
            .findFirst()
            .orElseThrow();
    arguments = connector.defaultArguments();
    Objects.requireNonNull(arguments.get("localAddress")).setValue("127.0.0.1");
    address = connector.startListening(arguments);
    // On a thread of its own, for as long as nobody calls back.
    machine = CompletableFuture.supplyAsync(this::accept, Thread::startVirtualThread);
  }

  private VirtualMachine accept() {
    try {
      return connector.accept(arguments);
    } catch (IOException | IllegalConnectorArgumentsException e) {
      throw new IllegalStateException("no JVM called back", e);
    }
  }

  /** The option that the other JVM is started with. */
  public String option() {
    return "-agentlib:jdwp=transport=dt_socket,server=n,suspend=n,address=" + address;
  }

  /**
   * Returns once a thread of it is at the place; from then on all of them stand still.
   *
   * @param times when it is there for the so-manieth time from now on
   */
  public void stopAt(Place place, int times) throws Exception {
    stopAt(place, times, () -> {});
  }

  /**
   * The same for what begins now: else it could be past the place before that is watched.
   *
   * @param begin what leads there, and does not wait for it
   */
  public void stopAt(Place place, int times, Runnable begin) throws Exception {
    VirtualMachine stopped = machine.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
    var prepared = stopped.eventRequestManager().createClassPrepareRequest();
    prepared.addClassFilter(place.type());
    prepared.enable();
    for (ReferenceType loaded : stopped.classesByName(place.type())) {
      breakAt(place.in(loaded));
    }
    begin.run();
    int left = times;
    long deadline = System.nanoTime() + LIMIT.toNanos();
    while (System.nanoTime() < deadline) {
      EventSet events = stopped.eventQueue().remove(LIMIT.toMillis());
      if (events == null) {
        break;
      }
      for (var event : events) {
        switch (event) {
          case ClassPrepareEvent loaded -> breakAt(place.in(loaded.referenceType()));
          case BreakpointEvent _ -> left--;
          default -> {}
        }
      }
      if (left == 0) {
        return;
      }
      events.resume();
    }
    throw new AssertionError("nothing came to " + place);
  }

  /** Lets it go on, and stops it no more. */
  public void goOn() throws Exception {
    VirtualMachine stopped = machine.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
    stopped.eventRequestManager().deleteAllBreakpoints();
    stopped.resume();
  }

  private static void breakAt(Location location) {
    location.virtualMachine().eventRequestManager().createBreakpointRequest(location).enable();
  }

  @Override
  public void close() throws IOException, IllegalConnectorArgumentsException {
    connector.stopListening(arguments);
  }
}
