/** Login at a provider of OpenID Connect. */
@NullMarked
package io.lasius.server.oidc;

import org.jspecify.annotations.NullMarked;
