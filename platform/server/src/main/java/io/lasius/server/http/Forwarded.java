package io.lasius.server.http;

import io.lasius.server.ServerSettings;
import io.micronaut.core.annotation.Order;
import io.micronaut.core.order.Ordered;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.netty.handler.ipfilter.IpFilterRuleType;
import io.netty.handler.ipfilter.IpSubnetFilterRule;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Who sent a request, and by which address they know this server. What a proxy says of that counts
 * only where the operator trusts it: anybody can send such a header.
 */
@ServerFilter(ServerFilter.MATCH_ALL_PATTERN)
@Order(Ordered.HIGHEST_PRECEDENCE)
public final class Forwarded {
  private static final String ADDRESS = "lasius.client-address";
  private static final String ORIGIN = "lasius.origin";
  private static final String FORWARDED_FOR = "X-Forwarded-For";
  private static final String FORWARDED_PROTO = "X-Forwarded-Proto";
  private static final String FORWARDED_HOST = "X-Forwarded-Host";

  /** Nothing that would be looked up. */
  private static final Pattern LITERAL = Pattern.compile("[0-9.]+|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");

  private final List<IpSubnetFilterRule> trusted;

  Forwarded(ServerSettings settings) {
    this.trusted =
        settings.edge().trustedProxies().stream()
            .map(proxy -> new IpSubnetFilterRule(proxy, IpFilterRuleType.ACCEPT))
            .toList();
  }

  /** The address of whoever sent a request. */
  public static String clientAddress(HttpRequest<?> request) {
    return request
        .getAttribute(ADDRESS, String.class)
        .orElseGet(() -> request.getRemoteAddress().getAddress().getHostAddress());
  }

  /** Scheme, host and port by which the client knows this server. */
  public static String origin(HttpRequest<?> request) {
    return request.getAttribute(ORIGIN, String.class).orElseGet(() -> ownOrigin(request));
  }

  @RequestFilter
  void look(HttpRequest<?> request) {
    if (!isTrusted(request.getRemoteAddress())) {
      return;
    }
    var headers = request.getHeaders();
    client(headers.getAll(FORWARDED_FOR))
        .ifPresent(address -> request.setAttribute(ADDRESS, address));
    var scheme = headers.getFirst(FORWARDED_PROTO).map(Forwarded::first);
    var host = headers.getFirst(FORWARDED_HOST).map(Forwarded::first);
    if (scheme.isPresent() || host.isPresent()) {
      var own = ownOrigin(request).split("://", 2);
      request.setAttribute(ORIGIN, scheme.orElse(own[0]) + "://" + host.orElse(own[1]));
    }
  }

  /** The last one that no proxy of ours is: what stands before it, its sender may have made up. */
  private Optional<String> client(List<String> headers) {
    var hops =
        headers.stream()
            .flatMap(header -> Arrays.stream(header.split(",", -1)))
            .map(String::strip)
            .toList()
            .reversed();
    for (var hop : hops) {
      var address = address(hop);
      if (address.isEmpty() || !isTrusted(new InetSocketAddress(address.get(), 0))) {
        return address.map(InetAddress::getHostAddress);
      }
    }
    return Optional.empty();
  }

  private boolean isTrusted(InetSocketAddress address) {
    return trusted.stream().anyMatch(rule -> rule.matches(address));
  }

  private static Optional<InetAddress> address(String text) {
    if (!LITERAL.matcher(text).matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(InetAddress.getByName(text));
    } catch (UnknownHostException _) {
      return Optional.empty();
    }
  }

  private static String ownOrigin(HttpRequest<?> request) {
    return (request.isSecure() ? "https://" : "http://")
        + request.getHeaders().get(HttpHeaders.HOST);
  }

  private static String first(String header) {
    return header.split(",", 2)[0].strip();
  }
}
