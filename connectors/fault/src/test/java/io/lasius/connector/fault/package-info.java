@NullMarked
package io.lasius.connector.fault;

import org.jspecify.annotations.NullMarked;
