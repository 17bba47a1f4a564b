@NullMarked
package io.lasius.server.openapi;

import org.jspecify.annotations.NullMarked;
