@NullMarked
package io.lasius.server.cli;

import org.jspecify.annotations.NullMarked;
