package io.lasius.bench.soak;

import io.lasius.bench.ServerProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Measures a server, its folders and its engine, from outside. */
final class Probe {
  private static final Pattern VIRTUAL = Pattern.compile("(?m)^#\\d+ \".*\" virtual");
  private static final double BYTES_PER_MIB = 1 << 20;

  private static final String LOG = "server.log";

  private final ServerProcess server;
  private final EngineProbe engine;
  private final Folders folders;

  /**
   * The folders of a server.
   *
   * @param temporary where the server alone makes its temporary files
   * @param dumps where nobody counts
   */
  record Folders(Path data, Path temporary, Path dumps) {}

  Probe(ServerProcess server, EngineProbe engine, Folders folders) {
    this.server = server;
    this.engine = engine;
    this.folders = folders;
  }

  /** What can be seen without disturbing the server. */
  Reading look() throws IOException, InterruptedException {
    return new Reading(values());
  }

  /** The same, and what is left after it has collected its garbage. */
  Reading lookDeeply() throws IOException, InterruptedException {
    jcmd("GC.run");
    var values = values();
    var memory = server.memory();
    values.put(Quantity.HEAP, memory.heapUsed());
    values.put(Quantity.OUTSIDE_HEAP, memory.resident() - memory.heapCommitted());
    values.put(Quantity.VIRTUAL_THREADS, virtualThreads());
    return new Reading(values);
  }

  private Map<Quantity, Double> values() throws IOException, InterruptedException {
    var values = new EnumMap<Quantity, Double>(Quantity.class);
    var process = ProcessLook.of(server.pid());
    values.put(Quantity.THREADS, (double) process.threads());
    values.put(Quantity.DESCRIPTORS, (double) process.open().all());
    values.put(Quantity.SOCKETS, (double) process.open().sockets());
    values.put(Quantity.PIPES, (double) process.open().pipes());
    values.put(Quantity.OPEN_FILES, (double) process.open().files());
    values.put(Quantity.RESIDENT, process.resident());
    values.put(Quantity.MOST_RESIDENT, process.mostResident());
    var temporary = Folder.of(folders.temporary, _ -> true);
    values.put(Quantity.TEMPORARY_FILES, (double) temporary.files());
    engine.addTo(values);
    addData(values);
    return values;
  }

  private void addData(Map<Quantity, Double> values) throws IOException {
    values.put(Quantity.FILES, (double) Folder.of(folders.data, _ -> true).files());
    values.put(Quantity.DATABASE, mebibytes(file -> file.toString().endsWith(".db")));
    values.put(Quantity.LOGS, mebibytes(file -> file.startsWith("logs") || file.endsWith(LOG)));
    values.put(Quantity.LOCAL, mebibytes(file -> file.startsWith("local")));
  }

  private double mebibytes(Predicate<Path> counts) throws IOException {
    return Folder.of(folders.data, counts).bytes() / BYTES_PER_MIB;
  }

  private double virtualThreads() throws IOException, InterruptedException {
    Path dump = folders.dumps.resolve("threads");
    jcmd("Thread.dump_to_file", "-overwrite", dump.toString());
    return VIRTUAL.matcher(Files.readString(dump)).results().count();
  }

  private void jcmd(String... arguments) throws IOException, InterruptedException {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "jcmd").toString());
    command.add(Long.toString(server.pid()));
    command.addAll(List.of(arguments));
    Output.of(command);
  }
}
