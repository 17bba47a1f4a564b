package io.lasius.server.http;

import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Error;

/** Answers with the problem that ended a request. */
@Controller
final class ProblemController {
  @Error(global = true)
  HttpResponse<Problem> known(ProblemException exception) {
    return Problems.answer(exception.problem());
  }
}
