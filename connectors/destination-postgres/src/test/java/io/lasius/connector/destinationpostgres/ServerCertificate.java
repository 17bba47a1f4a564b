package io.lasius.connector.destinationpostgres;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;

/**
 * A key and a certificate that vouches for itself.
 *
 * @param certificate in PEM
 * @param key in PEM
 */
record ServerCertificate(Path certificate, Path key) {
  private static final String PASSWORD = "changeit";

  /** Makes one of the host {@code 127.0.0.1}, by the tool that comes with Java. */
  static ServerCertificate make() throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("certificate");
    Path store = folder.resolve("store");
    String tool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
    String options =
        "-genkeypair -alias server -keyalg EC -dname CN=server -ext san=ip:127.0.0.1 -ext bc=ca:true";
    int status =
        new ProcessBuilder(
                (tool + " " + options + " -keystore " + store + " -storepass " + PASSWORD)
                    .split(" "))
            .inheritIO()
            .start()
            .waitFor();
    if (status != 0) {
      throw new IOException("keytool ended with %d".formatted(status));
    }
    try {
      var entries = KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
      return new ServerCertificate(
          pem(folder, "CERTIFICATE", entries.getCertificate("server").getEncoded()),
          pem(
              folder,
              "PRIVATE KEY",
              entries.getKey("server", PASSWORD.toCharArray()).getEncoded()));
    } catch (GeneralSecurityException e) {
      throw new IOException("keytool's file cannot be read", e);
    }
  }

  private static Path pem(Path folder, String title, byte[] der) throws IOException {
    String base64 = Base64.getMimeEncoder(64, "\n".getBytes(US_ASCII)).encodeToString(der);
    Path file =
        Files.writeString(
            folder.resolve(title.replace(' ', '-')),
            "-----BEGIN %1$s-----%n%2$s%n-----END %1$s-----%n".formatted(title, base64));
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
  }
}
