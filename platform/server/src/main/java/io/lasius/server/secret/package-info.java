/**
 * Secrets: where a specification has them, how they are kept apart from a configuration and
 * encrypted, and how they stay out of answers and logs.
 */
@NullMarked
package io.lasius.server.secret;

import org.jspecify.annotations.NullMarked;
