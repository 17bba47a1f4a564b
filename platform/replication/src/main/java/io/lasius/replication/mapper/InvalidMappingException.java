package io.lasius.replication.mapper;

/**
 * A selection or a mapper that cannot be: in itself, or for the stream. Whoever configures it must
 * change it; the message is one sentence for them, and holds no key and no salt.
 */
public final class InvalidMappingException extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  InvalidMappingException(String message) {
    super(message);
  }

  InvalidMappingException(String message, Throwable cause) {
    super(message, cause);
  }
}
