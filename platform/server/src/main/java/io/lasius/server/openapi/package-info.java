/** The HTTP API described for programs and people, by what its endpoints state. */
@NullMarked
package io.lasius.server.openapi;

import org.jspecify.annotations.NullMarked;
