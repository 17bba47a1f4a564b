package io.lasius.server.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.micronaut.http.HttpStatus;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The one error body, in the form of RFC 9457 with the titles of Airbyte's public API.
 *
 * @param status the HTTP status
 * @param title what kind of problem it is; never changes for a kind
 * @param detail a sentence for a person
 * @param data what the kind has to say beyond that; {@code message} in most
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Problem(
    int status, String type, String title, String detail, @Nullable Map<String, Object> data) {
  private static final String TYPE = "urn:lasius:problem:";

  public Problem {
    data = data == null ? null : Map.copyOf(data);
  }

  private static Problem of(
      HttpStatus status, String title, String detail, @Nullable Map<String, Object> data) {
    return new Problem(status.getCode(), TYPE + title, title, detail, data);
  }

  private static Problem said(HttpStatus status, String title, String message) {
    return of(status, title, message, Map.of("message", message));
  }

  /** The request makes no sense: 400. */
  public static Problem badRequest(String message) {
    return said(HttpStatus.BAD_REQUEST, "bad-request", message);
  }

  /** A name in the request stands for nothing: 400. */
  public static Problem valueNotFound(String what, String value) {
    return of(
        HttpStatus.BAD_REQUEST,
        "value-not-found",
        "there is no %s '%s'".formatted(what, value),
        Map.of("value", value));
  }

  /** No credentials, or wrong ones: 401. */
  public static Problem unauthorized(String message) {
    return said(HttpStatus.UNAUTHORIZED, "invalid-api-key", message);
  }

  /** Known, but not entitled: 403. */
  public static Problem forbidden(String message) {
    return said(HttpStatus.FORBIDDEN, "forbidden", message);
  }

  /** There is no such thing: 404. */
  public static Problem notFound(String resourceType, Object id) {
    return of(
        HttpStatus.NOT_FOUND,
        "resource-not-found",
        "there is no %s %s".formatted(resourceType, id),
        Map.of("resourceType", resourceType, "resourceId", id.toString()));
  }

  /** Not now: 409. */
  public static Problem tryAgainLater(String message) {
    return said(HttpStatus.CONFLICT, "try-again-later", message);
  }

  /** Not in the state that it is in: 409. */
  public static Problem stateConflict(String message) {
    return said(HttpStatus.CONFLICT, "state-conflict", message);
  }

  /** Not as the request takes it to be: 412. */
  public static Problem preconditionFailed(String message) {
    return said(HttpStatus.PRECONDITION_FAILED, "precondition-failed", message);
  }

  /** Held by something that is under way: 423. */
  public static Problem locked(String message) {
    return said(HttpStatus.LOCKED, "locked", message);
  }

  /** A connector does not take this configuration: 422. */
  public static Problem unprocessable(String message) {
    return said(HttpStatus.UNPROCESSABLE_ENTITY, "unprocessable-entity", message);
  }

  /** The same with what the connector itself said. */
  public static Problem unprocessable(String message, Map<String, Object> data) {
    return of(HttpStatus.UNPROCESSABLE_ENTITY, "unprocessable-entity", message, data);
  }

  /** Too often: 429. */
  public static Problem tooManyRequests(String message) {
    return said(HttpStatus.TOO_MANY_REQUESTS, "too-many-requests", message);
  }

  /** Something of Airbyte's API that is not here: 501. */
  public static Problem notImplemented(String message) {
    return said(HttpStatus.NOT_IMPLEMENTED, "not-implemented", message);
  }

  /** Something that the server needs is away: 503. */
  public static Problem unavailable(String message) {
    return said(HttpStatus.SERVICE_UNAVAILABLE, "service-unavailable", message);
  }

  /** A bug: 500. The log has the rest under the same number. */
  public static Problem unexpected(UUID errorId) {
    return of(
        HttpStatus.INTERNAL_SERVER_ERROR,
        "unexpected-problem",
        "the server failed; its log says why, at errorId " + errorId,
        Map.of("errorId", errorId.toString()));
  }

  /** An error of the HTTP layer: no such path, no such method, a body that cannot be read. */
  static Problem ofStatus(HttpStatus status, String message) {
    var title =
        status == HttpStatus.NOT_FOUND
            ? "resource-not-found"
            : status.getCode() < 500 ? "bad-request" : "unexpected-problem";
    return said(status, title, message);
  }

  public ProblemException asException() {
    return new ProblemException(this, null);
  }

  public ProblemException asException(Throwable cause) {
    return new ProblemException(this, cause);
  }
}
