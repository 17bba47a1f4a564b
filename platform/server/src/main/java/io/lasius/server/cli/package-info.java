/** The command line: the platform in the foreground, one connector by hand, a demonstration. */
@NullMarked
package io.lasius.server.cli;

import org.jspecify.annotations.NullMarked;
