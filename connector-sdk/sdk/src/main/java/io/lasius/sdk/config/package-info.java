/** A connector's settings: a record whose components say what a user may set. */
@NullMarked
package io.lasius.sdk.config;

import org.jspecify.annotations.NullMarked;
