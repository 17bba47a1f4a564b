/** Messages as lines of JSON: reading, writing, and changing a line in place. */
@NullMarked
package io.lasius.protocol.wire;

import org.jspecify.annotations.NullMarked;
