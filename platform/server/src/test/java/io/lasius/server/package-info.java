/** The whole server, over its API. */
@NullMarked
package io.lasius.server;

import org.jspecify.annotations.NullMarked;
