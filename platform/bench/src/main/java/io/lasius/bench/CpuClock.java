package io.lasius.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A file of the kernel's that tells CPU time, user and system. */
sealed interface CpuClock {
  /** Empty where the process or the container has ended. */
  Optional<Double> seconds();

  /** One process, with those of its threads that have ended. */
  record OfProcess(long pid) implements CpuClock {
    private static final double TICKS_PER_SECOND = 100;
    private static final int PARENT = 1;
    private static final int USER = 11;
    private static final int SYSTEM = 12;

    @Override
    public Optional<Double> seconds() {
      return fields().map(f -> (parse(f, USER) + parse(f, SYSTEM)) / TICKS_PER_SECOND);
    }

    /** The process that is told when this one ends. */
    Optional<OfProcess> parent() {
      return fields().map(f -> new OfProcess((long) parse(f, PARENT)));
    }

    /** From the state on; before it comes a name, which may hold spaces. */
    private Optional<String[]> fields() {
      return read(Path.of("/proc/%d/stat".formatted(pid)))
          .map(text -> text.substring(text.lastIndexOf(')') + 2).split(" "));
    }

    private static double parse(String[] fields, int index) {
      return Double.parseDouble(fields[index]);
    }
  }

  /** All processes of a container, by its control group. */
  record OfGroup(Path file, boolean unified) implements CpuClock {
    private static final Path ROOT = Path.of("/sys/fs/cgroup");
    private static final double NANOS = 1e9;
    private static final double MICROS = 1e6;

    /** The group of a process: of version 1 or 2, whichever the machine has. */
    static Optional<OfGroup> of(OfProcess process) {
      return read(Path.of("/proc/%d/cgroup".formatted(process.pid()))).flatMap(OfGroup::find);
    }

    private static Optional<OfGroup> find(String groups) {
      for (String line : groups.lines().toList()) {
        String[] parts = line.split(":", 3);
        var path = Path.of(parts[2].substring(1));
        if (List.of(parts[1].split(",")).contains("cpuacct")) {
          return Optional.of(
              new OfGroup(ROOT.resolve("cpuacct").resolve(path).resolve("cpuacct.usage"), false));
        }
        if (parts[1].isEmpty() && Files.exists(ROOT.resolve("cgroup.controllers"))) {
          return Optional.of(new OfGroup(ROOT.resolve(path).resolve("cpu.stat"), true));
        }
      }
      return Optional.empty();
    }

    @Override
    public Optional<Double> seconds() {
      return read(file).map(unified ? OfGroup::total : text -> Double.parseDouble(text) / NANOS);
    }

    /** Of several lines, that of all use is the first: usage_usec, and the number. */
    private static double total(String text) {
      String first = text.substring(0, text.indexOf('\n'));
      return Double.parseDouble(first.substring(first.indexOf(' '))) / MICROS;
    }
  }

  /** The engine and what it is made of; on a machine with several engines, all of them. */
  static List<OfProcess> engine() throws IOException {
    var names = Set.of("dockerd", "containerd");
    var found = new ArrayList<OfProcess>();
    try (var processes = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
      for (Path process : processes) {
        if (read(process.resolve("comm")).map(String::strip).filter(names::contains).isPresent()) {
          found.add(new OfProcess(Long.parseLong(process.getFileName().toString())));
        }
      }
    }
    return found;
  }

  private static Optional<String> read(Path file) {
    try {
      return Optional.of(Files.readString(file));
    } catch (IOException _) {
      return Optional.empty();
    }
  }
}
