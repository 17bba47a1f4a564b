/** How numbers read. */
@NullMarked
package io.lasius.server.amount;

import org.jspecify.annotations.NullMarked;
