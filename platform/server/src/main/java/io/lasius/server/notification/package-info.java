/** Webhooks: what happens is told to those who asked for it, at least once. */
@NullMarked
package io.lasius.server.notification;

import org.jspecify.annotations.NullMarked;
