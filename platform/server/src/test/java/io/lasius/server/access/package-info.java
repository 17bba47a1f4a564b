@NullMarked
package io.lasius.server.access;

import org.jspecify.annotations.NullMarked;
