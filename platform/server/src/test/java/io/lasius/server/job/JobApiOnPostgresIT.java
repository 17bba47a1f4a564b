package io.lasius.server.job;

import io.lasius.server.Database;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

final class JobApiOnPostgresIT extends JobApiContract {
  JobApiOnPostgresIT(@TempDir Path folder) throws Exception {
    super(Database.POSTGRES, folder);
  }
}
