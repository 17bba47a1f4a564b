/** What the server says of itself: its health, and a page for people. */
@NullMarked
package io.lasius.server.status;

import org.jspecify.annotations.NullMarked;
