package io.lasius.server.oidc;

import java.net.URI;

/**
 * A login that a browser began.
 *
 * @param state by which the answer is known to be this browser's
 * @param nonce by which the ID token is known to be this login's
 * @param verifier with which the provider gives the tokens for the code, and without it to nobody
 * @param callback where the provider sends the browser back to
 */
public record BegunLogin(String state, String nonce, String verifier, URI callback) {
  /** What there is to say of an answer that is of none. */
  public static final String UNKNOWN =
      "this login was begun in another browser, or too long ago; begin again at /login/oidc";

  /** Whoever has it could end the login. */
  @Override
  public String toString() {
    return "login back to " + callback;
  }
}
