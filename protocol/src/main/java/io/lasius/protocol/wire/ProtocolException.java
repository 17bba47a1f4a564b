package io.lasius.protocol.wire;

import java.io.IOException;

/** Input breaks the protocol in a way that ends the conversation. */
public final class ProtocolException extends IOException {
  private static final long serialVersionUID = 1;

  public ProtocolException(String message) {
    super(message);
  }

  public ProtocolException(String message, Throwable cause) {
    super(message, cause);
  }
}
