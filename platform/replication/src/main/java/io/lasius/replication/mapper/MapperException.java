package io.lasius.replication.mapper;

/**
 * A record could not be mapped: it must not be sent. Another attempt would meet it again, until its
 * source or the mapper changes. The message names the field and never holds a value.
 */
public final class MapperException extends Exception {
  private static final long serialVersionUID = 1;

  MapperException(String message) {
    super(message);
  }

  MapperException(String message, Throwable cause) {
    super(message, cause);
  }
}
