/** Connections: what is synced from a source to a destination, and how. */
@NullMarked
package io.lasius.server.connection;

import org.jspecify.annotations.NullMarked;
