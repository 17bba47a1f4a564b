/** The operator's folder, which connectors see as {@code /local}. */
@NullMarked
package io.lasius.sdk.local;

import org.jspecify.annotations.NullMarked;
