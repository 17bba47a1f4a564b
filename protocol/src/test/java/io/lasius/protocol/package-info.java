/** Rules for all packages of the module. */
@NullMarked
package io.lasius.protocol;

import org.jspecify.annotations.NullMarked;
