package io.lasius.connector.sourcefile;

import io.lasius.sdk.ConnectorMain;
import io.lasius.sdk.local.LocalFolder;
import java.nio.file.Path;

/** The source as a process of its own; the system property {@code local} is its folder. */
final class KillableSource {
  private KillableSource() {}

  public static void main(String[] args) {
    var local = LocalFolder.at(Path.of(System.getProperty("local")));
    System.exit(ConnectorMain.run(new FileSource(local), args));
  }
}
