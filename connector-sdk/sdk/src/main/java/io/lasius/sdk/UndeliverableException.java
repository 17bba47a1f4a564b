package io.lasius.sdk;

import java.io.IOException;

/** A destination's input cannot be written whole, through no fault of the destination. */
final class UndeliverableException extends IOException {
  private static final long serialVersionUID = 1;

  UndeliverableException(String message) {
    super(message);
  }
}
