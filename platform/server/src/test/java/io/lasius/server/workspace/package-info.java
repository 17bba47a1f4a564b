@NullMarked
package io.lasius.server.workspace;

import org.jspecify.annotations.NullMarked;
