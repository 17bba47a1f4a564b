/** Who calls, what they may do, and what they did. */
@NullMarked
package io.lasius.server.access;

import org.jspecify.annotations.NullMarked;
