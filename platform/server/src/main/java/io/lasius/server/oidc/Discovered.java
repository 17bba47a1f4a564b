package io.lasius.server.oidc;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.oauth2.sdk.GeneralException;
import com.nimbusds.oauth2.sdk.auth.ClientAuthentication;
import com.nimbusds.oauth2.sdk.auth.ClientAuthenticationMethod;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.ClientSecretPost;
import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import com.nimbusds.openid.connect.sdk.validators.IDTokenValidator;
import io.lasius.server.OidcSettings;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;

/**
 * What a provider tells of itself, and what holds its ID tokens against its keys.
 *
 * @param until how long it counts
 */
record Discovered(
    OIDCProviderMetadata metadata,
    ClientAuthentication authentication,
    IDTokenValidator validator,
    Instant until) {
  static final int CONNECT_LIMIT_MS = 5_000;
  static final int READ_LIMIT_MS = 10_000;

  private static final Duration LIFE = Duration.ofHours(1);
  private static final int MOST_BYTES_OF_KEYS = 1 << 20;

  /** With a provider's private key; never with a secret, which the client has as well. */
  private static final Set<JWSAlgorithm> SIGNATURES = signatures();

  static Discovered ask(OidcSettings settings, Instant now) throws IOException, GeneralException {
    var issuer = new Issuer(settings.issuer());
    var metadata = OIDCProviderMetadata.resolve(issuer, CONNECT_LIMIT_MS, READ_LIMIT_MS);
    if (metadata.getAuthorizationEndpointURI() == null || metadata.getTokenEndpointURI() == null) {
      throw new GeneralException("there is no authorization or token endpoint");
    }
    var clientId = new ClientID(settings.clientId());
    var keys =
        JWKSourceBuilder.<SecurityContext>create(
                metadata.getJWKSetURI().toURL(),
                new DefaultResourceRetriever(CONNECT_LIMIT_MS, READ_LIMIT_MS, MOST_BYTES_OF_KEYS))
            .refreshAheadCache(false)
            .build();
    var validator =
        new IDTokenValidator(
            issuer, clientId, new JWSVerificationKeySelector<>(SIGNATURES, keys), null);
    return new Discovered(
        metadata,
        authentication(metadata, clientId, new Secret(settings.clientSecret())),
        validator,
        now.plus(LIFE));
  }

  ClientID clientId() {
    return authentication.getClientID();
  }

  String issuer() {
    return metadata.getIssuer().getValue();
  }

  /** By the header, as each provider takes it that names no other way. */
  private static ClientAuthentication authentication(
      OIDCProviderMetadata metadata, ClientID clientId, Secret secret) {
    var ways = metadata.getTokenEndpointAuthMethods();
    return ways != null
            && ways.contains(ClientAuthenticationMethod.CLIENT_SECRET_POST)
            && !ways.contains(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
        ? new ClientSecretPost(clientId, secret)
        : new ClientSecretBasic(clientId, secret);
  }

  private static Set<JWSAlgorithm> signatures() {
    var all = new HashSet<>(JWSAlgorithm.Family.RSA);
    all.addAll(JWSAlgorithm.Family.EC);
    return Set.copyOf(all);
  }
}
