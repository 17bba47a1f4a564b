/** What the stores of all features share. */
@NullMarked
package io.lasius.server.store;

import org.jspecify.annotations.NullMarked;
