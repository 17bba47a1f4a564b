package io.lasius.server.actor;

import io.lasius.server.Database;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

final class ActorApiOnH2IT extends ActorApiContract {
  ActorApiOnH2IT(@TempDir Path folder) throws Exception {
    super(Database.H2, folder);
  }
}
