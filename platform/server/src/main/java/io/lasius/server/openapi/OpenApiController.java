package io.lasius.server.openapi;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.lasius.server.access.Needs;
import io.lasius.server.access.Role;
import io.lasius.server.http.Form;
import io.lasius.server.http.Operation;
import io.lasius.server.http.Problem;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** The OpenAPI document over HTTP, and a page that shows it. Both tell nothing of this server. */
@Controller
final class OpenApiController {
  private static final String PAGE = "docs.html";
  private static final String OWN_SCRIPT = "docs.js";
  private static final String LIBRARY = "swagger-ui";
  private static final String JAVASCRIPT = "text/javascript";
  private static final String CSS = "text/css";
  private static final String A_DAY = "max-age=86400";

  /** What the page loads. */
  private static final Map<String, MediaType> FILES =
      Map.of(
          OWN_SCRIPT,
          MediaType.of(JAVASCRIPT),
          "swagger-ui-bundle.js",
          MediaType.of(JAVASCRIPT),
          "swagger-ui.css",
          MediaType.of(CSS));

  private final OpenApiDocument document;

  OpenApiController(OpenApiDocument document) {
    this.document = document;
  }

  @Needs(Role.ANYBODY)
  @Operation(id = "getOpenApi", summary = "Tells the API, as this document.")
  @Get(uri = "/openapi.json", produces = MediaType.APPLICATION_JSON)
  String document() {
    return document.text();
  }

  @Needs(Role.ANYBODY)
  @Operation(id = "getDocs", summary = "Shows this document as a page for people.")
  @Get(uri = "/docs", produces = MediaType.TEXT_HTML)
  String page() throws IOException {
    return new String(read(PAGE), UTF_8);
  }

  /** Where Airbyte's public API sends those who look for its documentation. */
  @Needs(Role.ANYBODY)
  @Operation(id = "getPublicApi", summary = "Leads to the page for people.", redirects = true)
  @Get("/api/public")
  HttpResponse<?> publicApi() {
    return HttpResponse.seeOther(URI.create("/docs"));
  }

  @Needs(Role.ANYBODY)
  @Operation(id = "getDocsFile", summary = "Gives a file that the page for people loads.")
  @Get(
      uri = "/docs/{file}",
      produces = {JAVASCRIPT, CSS})
  HttpResponse<byte[]> file(
      @Form(oneOf = {OWN_SCRIPT, "swagger-ui-bundle.js", "swagger-ui.css"}) String file)
      throws IOException {
    var type = FILES.get(file);
    if (type == null) {
      throw Problem.notFound("file", file).asException();
    }
    var bytes = read(file.equals(OWN_SCRIPT) ? file : library(file));
    return HttpResponse.ok(bytes).contentType(type).header(HttpHeaders.CACHE_CONTROL, A_DAY);
  }

  /** The library's files lie in its jar, in a folder of its version. */
  private static String library(String file) throws IOException {
    var properties = new Properties();
    var told = "/META-INF/maven/org.webjars/%s/pom.properties".formatted(LIBRARY);
    try (var in = open(told)) {
      properties.load(in);
    }
    return "/META-INF/resources/webjars/%s/%s/%s"
        .formatted(LIBRARY, properties.getProperty("version"), file);
  }

  private static byte[] read(String resource) throws IOException {
    try (var in = open(resource)) {
      return in.readAllBytes();
    }
  }

  private static InputStream open(String resource) throws IOException {
    @Nullable InputStream in = OpenApiController.class.getResourceAsStream(resource);
    if (in == null) {
      throw new FileNotFoundException(resource);
    }
    return in;
  }
}
