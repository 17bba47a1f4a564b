@NullMarked
package io.lasius.server.tag;

import org.jspecify.annotations.NullMarked;
