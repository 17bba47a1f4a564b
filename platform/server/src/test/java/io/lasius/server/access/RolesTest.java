package io.lasius.server.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.lasius.server.Api;
import io.lasius.server.ServerUnderTest;
import io.micronaut.web.router.Router;
import io.micronaut.web.router.UriRouteInfo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Each endpoint, called by somebody of each role. */
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class RolesTest {
  /** What each endpoint needs; a change of it is to be seen in a review. */
  private static final Path TABLE = Path.of("src/test/resources/io/lasius/server/access/roles.txt");

  private final ServerUnderTest server;
  private final Map<String, Api> callers = new LinkedHashMap<>();
  private final Api nobody;
  private CalledObjects objects;

  RolesTest(@TempDir Path folder) throws Exception {
    server =
        ServerUnderTest.start(
            folder, Map.of("lasius.discover-wait", "0s", "lasius.max-running-jobs", 1));
    nobody = new Api(server.api().address(), "");
    objects = CalledObjects.of(server);
  }

  @BeforeAll
  void makeCallers() throws Exception {
    pause();
    var home = objects.workspace();
    callers.put("stranger", caller("stranger", null, null));
    callers.put("foreign admin", caller("foreign", "workspace_admin", objects.foreignWorkspace()));
    for (var role : List.of("reader", "runner", "editor", "admin")) {
      callers.put(role, caller(role, "workspace_" + role, home));
    }
    callers.put("instance admin", server.api());
  }

  /** No job of this test is to begin. */
  private void pause() throws Exception {
    assertThat(server.api().post("/pause", "{}").status()).isEqualTo(200);
  }

  @AfterAll
  void stop() {
    callers.values().forEach(Api::close);
    nobody.close();
    server.close();
  }

  @Test
  void eachEndpointNeedsWhatTheTableSays() throws IOException {
    var lines = routes().stream().map(Endpoint::line).sorted().toList();

    assertThat(lines).isEqualTo(Files.readAllLines(TABLE));
  }

  @TestFactory
  Collection<DynamicTest> eachEndpointLetsOnWhoHoldsItsRole() {
    return routes().stream()
        .map(endpoint -> DynamicTest.dynamicTest(endpoint.line(), () -> call(endpoint)))
        .toList();
  }

  /** From the least to the most, since those that may change what the endpoint is about. */
  private void call(Endpoint endpoint) throws Exception {
    pause();
    var needed = endpoint.needed();
    var anonymous = send(nobody, endpoint);
    if (needed == Role.ANYBODY) {
      assertThat(anonymous.status()).as("anonymous: %s", anonymous).isNotEqualTo(403);
      return;
    }
    assertThat(anonymous.status()).as("anonymous").isEqualTo(401);
    for (var caller : callers.entrySet()) {
      var answer = send(caller.getValue(), endpoint);
      if (!endpoint.isGet() && answer.status() < 400) {
        // It may have changed or deleted them.
        objects = CalledObjects.of(server, objects);
      }
      var name = caller.getKey();
      assertThat(answer.status()).as("%s: %s", name, answer).isNotIn(401, 500);
      if (needed == Role.USER) {
        assertThat(answer.status()).as("%s: %s", name, answer).isNotEqualTo(403);
      } else if (needed == Role.INSTANCE_ADMIN) {
        assertEntitled(endpoint, name, answer, name.equals("instance admin"));
      } else if (!isOfHome(name)) {
        assertSeesNothing(endpoint, name, answer);
      } else {
        assertEntitled(endpoint, name, answer, roleOf(name).includes(needed));
      }
    }
  }

  private static void assertEntitled(
      Endpoint endpoint, String name, Api.Answer answer, boolean entitled) {
    if (!entitled && endpoint.template().contains("{permissionId}")) {
      // What others may do is not even seen.
      assertThat(answer.status()).as("%s: %s", name, answer).isEqualTo(404);
    } else if (entitled) {
      assertThat(answer.status()).as("%s: %s", name, answer).isNotEqualTo(403);
    } else {
      assertThat(answer.status()).as("%s: %s", name, answer).isEqualTo(403);
      assertThat(answer.body()).contains("\"title\":\"forbidden\"", "this needs the role");
    }
  }

  /** Not even that there is something. */
  private void assertSeesNothing(Endpoint endpoint, String name, Api.Answer answer) {
    if (endpoint.isList()) {
      assertThat(answer.status()).as("%s: %s", name, answer).isEqualTo(200);
      objects.ids().forEach(id -> assertThat(answer.body()).as(name).doesNotContain(id));
    } else {
      assertThat(answer.status()).as("%s: %s", name, answer).isEqualTo(404);
      assertThat(answer.body()).contains("\"title\":\"resource-not-found\"");
    }
  }

  private static boolean isOfHome(String name) {
    return !name.equals("stranger") && !name.equals("foreign admin");
  }

  private static Role roleOf(String name) {
    return Role.valueOf(name.toUpperCase(Locale.ROOT).replace(' ', '_'));
  }

  private Api.Answer send(Api caller, Endpoint endpoint) throws Exception {
    var call = objects.call(endpoint.method(), endpoint.template());
    return caller.callAbsolute(endpoint.method(), call.path(), call.body());
  }

  /** All that there are but HEAD, which the framework makes of each GET. */
  private List<Endpoint> routes() {
    var found = new TreeMap<String, Endpoint>();
    server
        .bean(Router.class)
        .uriRoutes()
        .filter(route -> !route.getHttpMethodName().equals("HEAD"))
        .map(Endpoint::of)
        .forEach(endpoint -> found.put(endpoint.line(), endpoint));
    return new ArrayList<>(found.values());
  }

  /** An endpoint and the role that it states. */
  record Endpoint(String method, String template, Role needed) {
    static Endpoint of(UriRouteInfo<?, ?> route) {
      var role = route.getAnnotationMetadata().enumValue(Needs.class, Role.class);
      var template = route.getUriMatchTemplate().toString();
      return new Endpoint(
          route.getHttpMethodName(),
          template,
          role.orElseThrow(() -> new AssertionError(template + " states no role")));
    }

    boolean isGet() {
      return method.equals("GET");
    }

    String line() {
      return "%s %s %s".formatted(template, method, needed);
    }

    /** Whether it is about whatever the caller may see. */
    boolean isList() {
      var path = template.replace("{kind:sources|destinations}", "sources");
      return path.startsWith(CalledObjects.CONFIG_ROOT)
          ? path.contains("/list")
          : isGet() && !path.contains("{") && !path.endsWith("/streams");
    }
  }

  private Api caller(String name, @Nullable String permission, @Nullable Object workspace)
      throws Exception {
    var email = name + "@example.com";
    var made =
        server
            .api()
            .post(
                "/users",
                "{'name':'%s','email':'%s','password':'a long password'}".formatted(name, email));
    assertThat(made.status()).as(made.body()).isEqualTo(200);
    if (permission != null) {
      var given =
          server
              .api()
              .post(
                  "/permissions",
                  "{'userId':%s,'permissionType':'%s','workspaceId':'%s'}"
                      .formatted(made.json().path("id"), permission, workspace));
      assertThat(given.status()).as(given.body()).isEqualTo(200);
    }
    return Api.ofUser(server.api().address(), email, "a long password");
  }
}
