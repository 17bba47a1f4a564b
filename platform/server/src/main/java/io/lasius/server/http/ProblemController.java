package io.lasius.server.http;

import io.lasius.server.secret.ExternalSecretException;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Error;

/** Answers with the problem that ended a request. */
@Controller
final class ProblemController {
  /** A configuration names a secret that cannot be had. */
  @Error(global = true)
  HttpResponse<Problem> secret(ExternalSecretException exception) {
    return Problems.answer(Problem.unprocessable(String.valueOf(exception.getMessage())));
  }

  @Error(global = true)
  HttpResponse<Problem> known(ProblemException exception) {
    return Problems.answer(exception.problem());
  }
}
