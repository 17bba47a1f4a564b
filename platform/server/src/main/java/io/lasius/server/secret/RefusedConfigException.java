package io.lasius.server.secret;

/** A configuration whose secrets cannot be understood: whoever sent it must correct it. */
public final class RefusedConfigException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String path;

  RefusedConfigException(String path, String problem) {
    super("the configuration cannot be taken: at \"%s\" %s".formatted(path, problem));
    this.path = path;
  }

  /** JSON pointer to what is wrong. */
  public String path() {
    return path;
  }
}
