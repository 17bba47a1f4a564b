package io.lasius.server.job;

import io.lasius.server.Database;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

final class JobApiOnH2IT extends JobApiContract {
  JobApiOnH2IT(@TempDir Path folder) throws Exception {
    super(Database.H2, folder);
  }
}
