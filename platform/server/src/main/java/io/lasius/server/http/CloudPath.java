package io.lasius.server.http;

import io.micronaut.core.annotation.Order;
import io.micronaut.core.order.Ordered;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.http.server.annotation.PreMatching;
import io.micronaut.http.uri.UriBuilder;

/** Clients that were made for Airbyte's cloud ask for {@code /v1/…}, and mean the public API. */
@ServerFilter(CloudPath.ROOT + "**")
@Order(Ordered.HIGHEST_PRECEDENCE)
final class CloudPath {
  static final String ROOT = "/v1/";
  private static final String MEANT = "/api/public";

  @PreMatching
  @RequestFilter
  HttpRequest<?> ofPublicApi(HttpRequest<?> request) {
    var asked = request.getUri();
    return request
        .mutate()
        .uri(UriBuilder.of(asked).replacePath(MEANT + asked.getRawPath()).build());
  }
}
