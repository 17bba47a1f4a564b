/**
 * The commands of the launcher: one connector by hand, and a first sync. They work without the
 * server's own classes: on containers directly, or over the HTTP API.
 */
@NullMarked
package io.lasius.server.cli;

import org.jspecify.annotations.NullMarked;
