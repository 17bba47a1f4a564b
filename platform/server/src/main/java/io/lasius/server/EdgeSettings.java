package io.lasius.server;

import java.util.List;

/**
 * How the server meets the network.
 *
 * @param trustedProxies address ranges, such as {@code 10.0.0.0/8}, whose word counts on who sent a
 *     request
 * @param corsOrigins origins whose pages may call the API, such as {@code https://ops.example}
 * @param echoesConnectorType whether a configuration is answered with the type in it that Airbyte's
 *     typed clients read it by
 */
public record EdgeSettings(
    List<String> trustedProxies, List<String> corsOrigins, boolean echoesConnectorType) {
  public EdgeSettings {
    trustedProxies = List.copyOf(trustedProxies);
    corsOrigins = List.copyOf(corsOrigins);
  }

  static EdgeSettings of(SettingReader read) {
    return new EdgeSettings(
        read.list("trusted-proxies", "[0-9.]+/\\d{1,2}|[0-9a-fA-F:.]+/\\d{1,3}", "10.0.0.0/8"),
        read.list("cors-origins", "https?://[^/\\s,]+", "https://ops.example"),
        read.flag("echo-connector-type", true));
  }
}
