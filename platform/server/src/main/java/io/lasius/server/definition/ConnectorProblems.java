package io.lasius.server.definition;

import io.lasius.protocol.message.FailureType;
import io.lasius.server.command.CommandException;
import io.lasius.server.container.EngineException;
import io.lasius.server.http.Problem;
import io.lasius.server.http.ProblemException;
import java.util.LinkedHashMap;

/** What a failing connector or engine looks like to a client. */
public final class ConnectorProblems {
  private ConnectorProblems() {}

  /** The connector's own message, exit status and last lines: 422. */
  public static ProblemException of(CommandException failure) {
    var data = new LinkedHashMap<String, Object>();
    data.put("message", failure.getMessage());
    if (failure.exitStatus() != null) {
      data.put("exitStatus", failure.exitStatus());
    }
    data.put("stderr", failure.stderr());
    return Problem.unprocessable(failure.getMessage(), data).asException(failure);
  }

  /** The engine does not answer: 503; it has no such image: 422. */
  public static ProblemException of(EngineException failure) {
    return failure.type() == FailureType.CONFIG_ERROR
        ? Problem.unprocessable(failure.getMessage()).asException(failure)
        : Problem.unavailable(failure.getMessage()).asException(failure);
  }
}
