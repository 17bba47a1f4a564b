package io.lasius.server.cli;

import io.lasius.server.Application;
import io.lasius.server.SettingException;
import io.lasius.server.secret.KeyRotation;
import io.lasius.server.secret.SecretException;
import io.micronaut.runtime.server.EmbeddedServer;
import java.io.IOException;
import java.net.BindException;
import java.net.URI;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;
import org.flywaydb.core.api.exception.FlywayValidateException;

/** A server in this very process. */
final class OwnPlatform implements PlatformStart {
  /** H2 makes each table by itself, and keeps those that are there. */
  private static final String TABLE_EXISTS = "42S01";

  private static final String BEGIN_ANEW =
      "begin with an empty one (LASIUS_DATA or LASIUS_DATABASE_URL)";

  @Override
  public RunningPlatform start(DataFolder data) throws IOException {
    return onto(
        data,
        () -> new Started(Application.start(Map.of("lasius.data", data.path().toString())), data));
  }

  /** Puts a new key in place of the one that secrets are encrypted with. */
  static KeyRotation.Rotated rotateKey(DataFolder data) throws IOException {
    return onto(data, () -> Application.rotateKey(Map.of("lasius.data", data.path().toString())));
  }

  /** Something that needs the data folder and its database. */
  private interface Work<T> {
    T run() throws IOException;
  }

  private static <T> T onto(DataFolder data, Work<T> work) throws IOException {
    try {
      return work.run();
    } catch (RuntimeException e) {
      throw new IOException(reason(e, data), e);
    } catch (FileSystemException e) {
      throw new IOException(
          "the data folder %s cannot be made (%s): set LASIUS_DATA to another one"
              .formatted(data.path(), e),
          e);
    }
  }

  private static String reason(RuntimeException failure, DataFolder data) {
    Throwable root = failure;
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      root = cause;
      if (cause instanceof SettingException || cause instanceof SecretException) {
        return String.valueOf(cause.getMessage());
      }
      if (cause instanceof BindException) {
        return listening(String.valueOf(cause.getMessage()));
      }
      if (String.valueOf(cause.getMessage()).contains("may be already in use")) {
        return "another server uses the data folder %s: stop it, or set LASIUS_DATA to another one"
            .formatted(data.path());
      }
      if (cause instanceof FlywayValidateException invalid) {
        return tables(invalid, data);
      }
      if (cause instanceof SQLException sql) {
        if (TABLE_EXISTS.equals(sql.getSQLState())) {
          return brokenOff(data);
        }
        return "the database %s does not answer: %s".formatted(database(data), cause.getMessage());
      }
    }
    return "the server does not start: " + root.getMessage();
  }

  private static String tables(FlywayValidateException invalid, DataFolder data) {
    return String.valueOf(invalid.getMessage()).contains("failed migration")
        ? brokenOff(data)
        : "the database %s was made by a version of Lasius that this one cannot go on from: use that version, or %s"
            .formatted(database(data), BEGIN_ANEW);
  }

  private static String brokenOff(DataFolder data) {
    return "the start that was to make the tables of the database %s was broken off: %s"
        .formatted(database(data), BEGIN_ANEW);
  }

  /** Without the parameters of its address, one of which may be a password. */
  private static String database(DataFolder data) {
    var url = System.getenv("LASIUS_DATABASE_URL");
    return url == null ? "in " + data.path() : url.replaceFirst("[?;].*", "");
  }

  private static String listening(String reason) {
    var port = System.getenv().getOrDefault("LASIUS_PORT", "8000");
    return reason.contains("already in use")
        ? "port %s is taken: stop what uses it, or set LASIUS_PORT to another one".formatted(port)
        : "the server cannot listen at %s:%s (%s): set LASIUS_HOST to an address of this machine"
            .formatted(System.getenv().getOrDefault("LASIUS_HOST", "127.0.0.1"), port, reason);
  }

  private record Started(EmbeddedServer server, DataFolder data) implements RunningPlatform {
    @Override
    public URI address() {
      return URI.create(server.getURL().toString());
    }

    @Override
    public Path credentials() {
      return data.credentials();
    }

    @Override
    public void close() {
      server.stop();
    }
  }
}
