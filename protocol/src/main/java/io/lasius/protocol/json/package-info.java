/** JSON without loss: the one mapper, and text that stays as it came. */
@NullMarked
package io.lasius.protocol.json;

import org.jspecify.annotations.NullMarked;
