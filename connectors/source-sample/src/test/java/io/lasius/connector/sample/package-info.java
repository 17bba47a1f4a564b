@NullMarked
package io.lasius.connector.sample;

import org.jspecify.annotations.NullMarked;
