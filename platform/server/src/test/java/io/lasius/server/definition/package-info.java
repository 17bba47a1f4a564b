@NullMarked
package io.lasius.server.definition;

import org.jspecify.annotations.NullMarked;
