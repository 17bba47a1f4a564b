/** JSON Schema: whether a value is as its schema says, and where it is not. */
@NullMarked
package io.lasius.protocol.schema;

import org.jspecify.annotations.NullMarked;
