/** The messages that a connector writes and reads. */
@NullMarked
package io.lasius.protocol.message;

import org.jspecify.annotations.NullMarked;
