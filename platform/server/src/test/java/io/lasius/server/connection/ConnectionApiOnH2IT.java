package io.lasius.server.connection;

import io.lasius.server.Database;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

final class ConnectionApiOnH2IT extends ConnectionApiContract {
  ConnectionApiOnH2IT(@TempDir Path folder) throws Exception {
    super(Database.H2, folder);
  }
}
