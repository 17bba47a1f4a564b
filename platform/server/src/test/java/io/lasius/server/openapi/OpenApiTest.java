package io.lasius.server.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.lasius.server.Api;
import io.lasius.server.ServerUnderTest;
import io.micronaut.web.router.Router;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The document, and the page that shows it, as they are served. */
@Timeout(60)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class OpenApiTest {
  private static final String KINDS = "{kind:sources|destinations}";

  private final ServerUnderTest server;
  private final Api anybody;
  private final JsonNode document;

  OpenApiTest(@TempDir Path folder) throws Exception {
    server = ServerUnderTest.start(folder, Map.of());
    anybody = new Api(server.api().address(), "");
    document = anybody.callAbsolute("GET", "/openapi.json", null).json();
  }

  @AfterAll
  void stop() {
    anybody.close();
    server.close();
  }

  @Test
  void describesEachEndpoint() {
    TreeSet<String> routes =
        server
            .bean(Router.class)
            .uriRoutes()
            .filter(route -> !route.getHttpMethodName().equals("HEAD"))
            .flatMap(route -> {
              var path = route.getUriMatchTemplate().toString();
              return Stream.of("sources", "destinations")
                  .map(kind ->
                      route.getHttpMethodName() + " " + nameless(path.replace(KINDS, kind)));
            })
            .collect(Collectors.toCollection(TreeSet::new));

    TreeSet<String> described =
        operations().map(Operation::line).collect(Collectors.toCollection(TreeSet::new));
    assertThat(described).isEqualTo(routes);
  }

  @Test
  void namesEachOperationOnce() {
    var ids = operations().map(operation -> text(operation, "operationId")).toList();

    assertThat(ids).doesNotContain("").doesNotHaveDuplicates();
    assertThat(ids).contains("createSource", "createDestination", "listConnections");
    assertThat(operations())
        .allSatisfy(operation -> {
          assertThat(text(operation, "summary")).as(operation.line()).endsWith(".");
          assertThat(operation.json().path("tags")).as(operation.line()).hasSize(1);
        });
  }

  @Test
  void hasASchemaForEachThatIsReferredTo() {
    var references = new HashSet<String>();
    collect(document, references);

    assertThat(references).isNotEmpty();
    assertThat(references)
        .allSatisfy(reference ->
            assertThat(document.at(reference.substring(1)).isMissingNode())
                .as(reference)
                .isFalse());
  }

  @Test
  void saysWhoMayCall() {
    var restore = at("/api/public/v1/connections/{connectionId}/states/restore", "post");
    var health = at("/health", "get");

    assertThat(restore.path("x-lasius-role").asText()).isEqualTo("editor");
    assertThat(restore.path("description").asText()).isEqualTo("Needs the role editor.");
    assertThat(statuses(restore))
        .containsExactlyInAnyOrder("200", "400", "401", "403", "404", "409", "413", "415", "429");
    assertThat(document.path("security")).hasSize(2);
    assertThat(health.path("security").isArray()).isTrue();
    assertThat(health.path("security")).isEmpty();
    assertThat(statuses(health)).containsExactlyInAnyOrder("200", "503");
  }

  @Test
  void statesWhatIsRequiredAndItsForm() {
    var job = document.at("/components/schemas/JobResponse");
    var limit =
        at("/api/public/v1/jobs", "get")
            .path("parameters")
            .valueStream()
            .filter(parameter -> parameter.path("name").asText().equals("limit"))
            .findFirst()
            .orElseThrow();

    assertThat(job.path("required").valueStream().map(JsonNode::asText))
        .contains("jobId", "rowsSynced")
        .doesNotContain("duration");
    assertThat(job.at("/properties/jobId"))
        .hasToString("{\"type\":\"integer\",\"format\":\"int64\"}");
    assertThat(job.at("/properties/startTime/format").asText()).isEqualTo("date-time");
    assertThat(job.at("/properties/status/enum")).hasSize(5);
    assertThat(limit.at("/schema/minimum").asInt()).isEqualTo(1);
    assertThat(limit.at("/schema/maximum").asInt()).isEqualTo(100);
    assertThat(
            document.at(
                "/components/schemas/ConnectionResponseStreamResponse/properties/syncMode/enum"))
        .hasSize(9);
  }

  @Test
  void leadsOnFromWhatWasMade() {
    var links = at("/api/public/v1/sources", "post").at("/responses/200/links");

    assertThat(links.at("/getSource/parameters/sourceId").asText())
        .isEqualTo("$response.body#/sourceId");
    assertThat(
            at("/api/public/v1/jobs", "post")
                .at("/responses/200/links/cancelJob/parameters/jobId")
                .asText())
        .isEqualTo("$response.body#/jobId");
  }

  @Test
  void isTheSameEachTime() throws Exception {
    var again = anybody.callAbsolute("GET", "/openapi.json", null);

    assertThat(again.header("Content-Type")).isEqualTo("application/json");
    assertThat(again.json()).isEqualTo(document);
  }

  @Test
  void isShownByAPageThatLoadsNothingFromElsewhere() throws Exception {
    var page = anybody.callAbsolute("GET", "/docs", null);

    assertThat(page.header("Content-Type")).startsWith("text/html");
    assertThat(page.body()).contains("/docs/docs.js").doesNotContain("http");
    assertThat(page.header("Content-Security-Policy"))
        .contains("default-src 'none'", "script-src 'self';", "img-src 'self';");
    assertThat(server.api().callAbsolute("GET", "/", null).body())
        .contains("href=\"/docs\"", "href=\"/openapi.json\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"docs.js", "swagger-ui-bundle.js", "swagger-ui.css"})
  void hasTheFilesOfThePage(String file) throws Exception {
    var answer = anybody.callAbsolute("GET", "/docs/" + file, null);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("Content-Type"))
        .startsWith(file.endsWith("js") ? "text/javascript" : "text/css");
    assertThat(answer.body()).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"docs.html", "index.html", "..%2Fdocs.html"})
  void hasNoOtherFiles(String file) throws Exception {
    assertThat(anybody.callAbsolute("GET", "/docs/" + file, null).status()).isEqualTo(404);
  }

  /** One of the document. */
  private record Operation(String verb, String path, JsonNode json) {
    String line() {
      return "%s %s".formatted(verb.toUpperCase(Locale.ROOT), nameless(path));
    }
  }

  private Stream<Operation> operations() {
    return document
        .path("paths")
        .propertyStream()
        .flatMap(path ->
            path.getValue()
                .propertyStream()
                .map(verb -> new Operation(verb.getKey(), path.getKey(), verb.getValue())));
  }

  private JsonNode at(String path, String verb) {
    return document.path("paths").path(path).path(verb);
  }

  private static String text(Operation operation, String property) {
    return operation.json().path(property).asText();
  }

  private static List<String> statuses(JsonNode operation) {
    return operation.path("responses").propertyStream().map(Map.Entry::getKey).toList();
  }

  private static String nameless(String path) {
    return path.replaceAll("\\{\\w+}", "{}");
  }

  private static void collect(JsonNode node, Set<String> references) {
    if (node.has("$ref")) {
      references.add(node.path("$ref").asText());
    }
    node.forEach(inner -> collect(inner, references));
  }
}
