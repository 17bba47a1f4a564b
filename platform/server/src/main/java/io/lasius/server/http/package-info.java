/** The edge: who may call, how a page of a list and an error look. */
@NullMarked
package io.lasius.server.http;

import org.jspecify.annotations.NullMarked;
