@NullMarked
package io.lasius.sdk;

import org.jspecify.annotations.NullMarked;
