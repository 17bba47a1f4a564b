/** Connectors that are run for one answer, in a server of their own. */
@NullMarked
package io.lasius.server.command;

import org.jspecify.annotations.NullMarked;
