package io.lasius.server.actor;

import io.lasius.server.Database;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

final class ActorApiOnPostgresIT extends ActorApiContract {
  ActorApiOnPostgresIT(@TempDir Path folder) throws Exception {
    super(Database.POSTGRES, folder);
  }
}
