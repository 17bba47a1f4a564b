/** Connectors run for one answer: spec, check, discover and count. */
@NullMarked
package io.lasius.server.command;

import org.jspecify.annotations.NullMarked;
