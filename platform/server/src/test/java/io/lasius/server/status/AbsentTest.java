package io.lasius.server.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.lasius.server.Api;
import io.lasius.server.ServerUnderTest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What of Airbyte's API is not here. */
@Timeout(60)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class AbsentTest {
  private final ServerUnderTest server;
  private final Api api;

  AbsentTest(@TempDir Path folder) throws IOException {
    server = ServerUnderTest.start(folder, Map.of());
    api = server.api();
  }

  @AfterAll
  void stop() {
    server.close();
  }

  @ParameterizedTest
  @CsvSource({
    "POST, /sources/initiateOAuth, OAuth",
    "GET, /oauth/callback?state=s&code=c, OAuth",
    "PUT, /workspaces/00000000-0000-0000-0000-000000000001/oauthCredentials, OAuth",
    "DELETE, /workspaces/00000000-0000-0000-0000-000000000001/oauthCredentials/source/n, OAuth",
    "PUT, /organizations/00000000-0000-0000-0000-000000000000/oauthCredentials, OAuth",
    "GET, /regions, region",
    "GET, /dataplanes/x, data plane",
    "PATCH, /regions/x, region",
    "POST, /groups, groups",
    "GET, /groups/x/members, groups",
    "DELETE, /groups/x/members/y, groups",
    "GET, /embedded/organizations, embed",
  })
  void isToldOfAs501(String method, String path, String word) throws Exception {
    var answer =
        api.call(method, path, method.equals("GET") || method.equals("DELETE") ? null : "{}");

    assertThat(answer.status()).isEqualTo(501);
    assertThat(answer.json().path("title").asText()).isEqualTo("not-implemented");
    assertThat(answer.json().path("detail").asText()).contains(word);
  }
}
