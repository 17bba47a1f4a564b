package io.lasius.server.connection;

import io.lasius.server.Database;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

final class ConnectionApiOnPostgresIT extends ConnectionApiContract {
  ConnectionApiOnPostgresIT(@TempDir Path folder) throws Exception {
    super(Database.POSTGRES, folder);
  }
}
