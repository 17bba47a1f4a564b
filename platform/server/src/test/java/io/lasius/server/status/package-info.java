@NullMarked
package io.lasius.server.status;

import org.jspecify.annotations.NullMarked;
