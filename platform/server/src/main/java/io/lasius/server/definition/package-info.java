/** Connector definitions: which image, and what it says of itself. */
@NullMarked
package io.lasius.server.definition;

import org.jspecify.annotations.NullMarked;
