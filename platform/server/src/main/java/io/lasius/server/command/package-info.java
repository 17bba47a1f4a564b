/** Connectors run for one answer: spec, check and discover. */
@NullMarked
package io.lasius.server.command;

import org.jspecify.annotations.NullMarked;
