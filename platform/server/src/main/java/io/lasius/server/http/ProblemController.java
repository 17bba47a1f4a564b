package io.lasius.server.http;

import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Error;

/** Answers with the problem that ended a request. */
@Controller
final class ProblemController {
  static MutableHttpResponse<Problem> answer(Problem problem) {
    return HttpResponse.<Problem>status(HttpStatus.valueOf(problem.status()))
        .contentType(MediaType.APPLICATION_JSON_TYPE)
        .body(problem);
  }

  @Error(global = true)
  HttpResponse<Problem> known(ProblemException exception) {
    return answer(exception.problem());
  }
}
