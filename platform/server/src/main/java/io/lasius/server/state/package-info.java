/** The history of a connection's states: what was committed when, and how it is set back. */
@NullMarked
package io.lasius.server.state;

import org.jspecify.annotations.NullMarked;
