package io.lasius.server.openapi;

/** Under which heading an operation stands: that of the collection that its path begins with. */
final class Tags {
  private static final String PUBLIC_ROOT = "/api/public/v1/";
  private static final String CONFIG_ROOT = "/api/v1/";

  private Tags() {}

  static String of(String path) {
    if (path.startsWith(PUBLIC_ROOT)) {
      return path.substring(PUBLIC_ROOT.length()).split("/", 2)[0];
    }
    return path.startsWith(CONFIG_ROOT) ? "configuration API" : "server";
  }
}
