package io.lasius.server.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lasius.server.Api;
import io.lasius.server.ServerUnderTest;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
final class FirstAdminTest {
  @TempDir private Path folder;
  private Path file;

  @BeforeEach
  void nameTheFile() {
    file = folder.resolve("admin.env");
  }

  @Test
  void keepsTheCredentialsInAFileThatOnlyItsUserReads() throws Exception {
    start().close();

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(file)
        .content()
        .containsPattern("(?m)^LASIUS_CLIENT_ID=[0-9a-f-]{36}$")
        .containsPattern("(?m)^LASIUS_CLIENT_SECRET=[\\w-]{43}$")
        .contains("LASIUS_USER=admin@localhost")
        .containsPattern("(?m)^LASIUS_PASSWORD=[\\w-]{43}$");
  }

  @Test
  void staysTheSameFromStartToStart() throws Exception {
    start().close();
    var before = Files.readString(file);

    try (var server = start()) {
      assertThat(Files.readString(file)).isEqualTo(before);
      assertThat(server.api().get("/workspaces").status()).isEqualTo(200);
    }
  }

  @Test
  void makesAnotherFileForOneThatWasRemovedAndTheOldOneOpensNothing() throws Exception {
    start().close();
    var lost = AdminFile.read(file).orElseThrow();
    Files.delete(file);

    try (var server = start()) {
      assertThat(server.api().get("/workspaces").status()).isEqualTo(200);
      assertThat(status(server, lost.authorization())).isEqualTo(401);
      assertThat(AdminFile.read(file).orElseThrow().password()).isNull();
      // The password is the admin's, not the file's.
      var person = Api.ofUser(server.api().address(), lost.user(), String.valueOf(lost.password()));
      assertThat(person.get("/workspaces").status()).isEqualTo(200);
    }
  }

  /** As when the operator moves to another database. */
  @Test
  void honoursTheFileThatIsThereInADatabaseThatIsNew() throws Exception {
    start().close();
    Files.delete(folder.resolve("database.mv.db"));

    try (var server = start()) {
      assertThat(server.api().get("/workspaces").status()).isEqualTo(200);
    }
  }

  @Test
  void refusesAFileThatOthersRead() throws Exception {
    start().close();
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));

    assertThatThrownBy(this::start).rootCause().hasMessageContaining("chmod 600 " + file);
  }

  @Test
  void refusesAFileThatHoldsSomethingElse() throws Exception {
    start().close();
    Files.writeString(file, "LASIUS_CLIENT_ID=nobody\n");

    assertThatThrownBy(this::start)
        .rootCause()
        .hasMessageContaining("does not hold LASIUS_CLIENT_ID")
        .hasMessageContaining("remove it");
  }

  private ServerUnderTest start() throws IOException {
    return ServerUnderTest.start(folder, Map.of());
  }

  private static int status(ServerUnderTest server, String authorization) throws Exception {
    try (var api = new Api(URI.create(server.api().address().toString()), authorization)) {
      return api.get("/workspaces").status();
    }
  }
}
