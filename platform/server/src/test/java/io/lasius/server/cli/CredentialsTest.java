package io.lasius.server.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lasius.server.secret.OwnerFile;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CredentialsTest {
  private static final String CLIENT = "c9f1d3c4-7f0e-4c33-9d7a-6a3f3f1b2a10";

  @TempDir private Path folder;

  @BeforeEach
  void makeFile() throws IOException {
    OwnerFile.create(
        folder.resolve("admin.env"),
        "LASIUS_CLIENT_ID=%s\nLASIUS_CLIENT_SECRET=s\nLASIUS_USER=u\n".formatted(CLIENT));
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://127.0.0.1:8000", "http://localhost:1", "https://[::1]:8443"})
  void areThoseOfTheFileOnThisMachine(String address) {
    assertThat(of(Map.of(), address))
        .isEqualTo("Basic YzlmMWQzYzQtN2YwZS00YzMzLTlkN2EtNmEzZjNmMWIyYTEwOnM=");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://lasius.example.com",
        "http://127.0.0.1.example.com",
        "http://localhost.example.com",
        "http://10.0.0.1:8000"
      })
  void ofTheFileGoToNoOtherMachine(String address) {
    assertThatThrownBy(() -> of(Map.of(), address))
        .isInstanceOf(CliException.class)
        .hasMessageContainingAll(address, "LASIUS_TOKEN", "LASIUS_CLIENT_ID");
  }

  @Test
  void areThoseOfTheEnvironmentFirst() {
    var address = "https://lasius.example.com";
    var pair = Map.of("LASIUS_CLIENT_ID", "id", "LASIUS_CLIENT_SECRET", "secret");

    assertThat(of(pair, address)).isEqualTo("Basic aWQ6c2VjcmV0");
    assertThat(of(Map.of("LASIUS_TOKEN", "t"), address)).isEqualTo("Bearer t");
    assertThat(of(Map.of("LASIUS_TOKEN", "t"), "http://127.0.0.1:8000")).isEqualTo("Bearer t");
  }

  @Test
  void tellWhereTheyWereLookedFor() {
    var missing = folder.resolve("none");

    assertThatThrownBy(() ->
            Credentials.of(
                Map.of("LASIUS_DATA", missing.toString()), URI.create("http://127.0.0.1:8000")))
        .isInstanceOf(CliException.class)
        .hasMessageContainingAll(missing.toString(), "./lasius up", "LASIUS_DATA");
  }

  @Test
  void areNotPrinted() {
    assertThat(new Credentials("Bearer t")).hasToString("credentials");
  }

  private String of(Map<String, String> variables, String address) {
    var environment = new HashMap<>(variables);
    environment.put("LASIUS_DATA", folder.toString());
    return Credentials.of(environment, URI.create(address)).authorization();
  }
}
