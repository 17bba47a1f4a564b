/** Actors: sources and destinations with their configuration. */
@NullMarked
package io.lasius.server.actor;

import org.jspecify.annotations.NullMarked;
