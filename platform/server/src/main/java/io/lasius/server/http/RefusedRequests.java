package io.lasius.server.http;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.server.exceptions.response.Error;
import io.micronaut.http.server.exceptions.response.ErrorContext;
import io.micronaut.http.server.exceptions.response.ErrorResponseProcessor;
import jakarta.inject.Singleton;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Words for what the HTTP layer itself refuses, such as a path, a method or a body that is no JSON,
 * and for what nobody expected.
 */
@Singleton
final class RefusedRequests implements ErrorResponseProcessor<Problem> {
  private static final Logger log = LoggerFactory.getLogger(RefusedRequests.class);

  @Override
  public MutableHttpResponse<Problem> processResponse(
      ErrorContext context, MutableHttpResponse<?> response) {
    var answer = Problems.answer(problem(context, response));
    if (isUnreadable(context, response)) {
      // The connection ends, since nobody knows where a next request begins. A client that is not
      // told would send one.
      answer.header(HttpHeaders.CONNECTION, "close");
    }
    var allowed = response.header(HttpHeaders.ALLOW);
    return allowed == null ? answer : answer.header(HttpHeaders.ALLOW, allowed);
  }

  /** Whether its first line or its headers are too long; a body that is too large has a cause. */
  private static boolean isUnreadable(ErrorContext context, HttpResponse<?> response) {
    return response.getStatus() == HttpStatus.REQUEST_ENTITY_TOO_LARGE
        && context.getRootCause().isEmpty();
  }

  private static Problem problem(ErrorContext context, MutableHttpResponse<?> response) {
    if (response.getStatus() == HttpStatus.INTERNAL_SERVER_ERROR) {
      var errorId = UUID.randomUUID();
      log.error(
          "Request failed: errorId={} path={}",
          errorId,
          context.getRequest().getPath(),
          context.getRootCause().orElse(null));
      return Problem.unexpected(errorId);
    }
    var words = context.getRootCause().flatMap(UnreadableBody::words);
    return Problem.ofStatus(
        response.getStatus(), words.orElseGet(() -> frameworkWords(context, response)));
  }

  /** Without what follows the first line, which would tell the way through our classes. */
  private static String frameworkWords(ErrorContext context, MutableHttpResponse<?> response) {
    return context.getErrors().stream()
        .map(Error::getMessage)
        .findFirst()
        .orElse(response.reason())
        .lines()
        .findFirst()
        .orElse("");
  }
}
