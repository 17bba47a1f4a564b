package io.lasius.connector.destinationfile;

import io.lasius.sdk.ConnectorMain;
import io.lasius.sdk.local.LocalFolder;
import java.nio.file.Path;

/** The destination as a process of its own; the system property {@code local} is its folder. */
final class KillableDestination {
  private KillableDestination() {}

  public static void main(String[] args) {
    var local = LocalFolder.at(Path.of(System.getProperty("local")));
    System.exit(ConnectorMain.run(new FileDestination(local), args));
  }
}
