/** The server: starts the application, and what all of it is set up with. */
@NullMarked
package io.lasius.server;

import org.jspecify.annotations.NullMarked;
