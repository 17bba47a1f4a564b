package io.lasius.protocol.schema;

import org.jspecify.annotations.Nullable;

/**
 * A JSON Schema that cannot be used. Whoever wrote it must correct it; trying again is of no use.
 */
public final class MalformedSchemaException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  MalformedSchemaException(String path, String problem, @Nullable Throwable cause) {
    super("the JSON schema cannot be used: at \"%s\" %s".formatted(path, problem), cause);
  }
}
