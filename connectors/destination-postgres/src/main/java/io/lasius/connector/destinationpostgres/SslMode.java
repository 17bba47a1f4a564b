package io.lasius.connector.destinationpostgres;

import io.lasius.sdk.config.Choice;
import io.lasius.sdk.config.OneOf;
import io.lasius.sdk.config.Setting;
import org.jspecify.annotations.Nullable;

/** How far the connection is encrypted, and how far the server must prove who it is. */
@OneOf("mode")
sealed interface SslMode {
  /** The driver's name of it. */
  String mode();

  /** The authority that the server's certificate must be of, in PEM; null where any will do. */
  default @Nullable String authority() {
    return null;
  }

  @Choice(value = "disable", description = "Never encrypted.")
  record Disable() implements SslMode {
    @Override
    public String mode() {
      return "disable";
    }
  }

  @Choice(value = "allow", description = "Encrypted only where the server demands it.")
  record Allow() implements SslMode {
    @Override
    public String mode() {
      return "allow";
    }
  }

  @Choice(value = "prefer", description = "Encrypted where the server can do so.")
  record Prefer() implements SslMode {
    @Override
    public String mode() {
      return "prefer";
    }
  }

  @Choice(value = "require", description = "Always encrypted, to whatever server answers.")
  record Require() implements SslMode {
    @Override
    public String mode() {
      return "require";
    }
  }

  @Choice(
      value = "verify-ca",
      description = "Always encrypted; the server's certificate must be of the authority.")
  record VerifyCa(
      @Setting(title = "CA certificate", description = "In PEM.", secret = true, multiline = true)
          String caCertificate)
      implements SslMode {
    @Override
    public String mode() {
      return "verify-ca";
    }

    @Override
    public String authority() {
      return caCertificate;
    }
  }

  @Choice(
      value = "verify-full",
      description = "As verify-ca, and the certificate must name the host.")
  record VerifyFull(
      @Setting(title = "CA certificate", description = "In PEM.", secret = true, multiline = true)
          String caCertificate)
      implements SslMode {
    @Override
    public String mode() {
      return "verify-full";
    }

    @Override
    public String authority() {
      return caCertificate;
    }
  }
}
