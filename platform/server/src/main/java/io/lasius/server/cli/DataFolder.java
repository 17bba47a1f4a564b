package io.lasius.server.cli;

import java.nio.file.Path;
import java.util.Map;

/** The folder of the platform's data. */
record DataFolder(Path path) {
  /** {@code LASIUS_DATA}, or {@code data} in {@code LASIUS_HOME} or else in the present folder. */
  static DataFolder of(Map<String, String> environment) {
    var data = environment.getOrDefault("LASIUS_DATA", "");
    var folder =
        data.isBlank()
            ? Path.of(environment.getOrDefault("LASIUS_HOME", "")).resolve("data")
            : Path.of(data);
    return new DataFolder(folder.toAbsolutePath().normalize());
  }

  /** What connectors see as {@code /local}. */
  Path local() {
    return path.resolve("local");
  }

  /** What the first admin calls the platform's API with. */
  Path credentials() {
    return path.resolve("admin.env");
  }
}
