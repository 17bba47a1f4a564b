@NullMarked
package io.lasius.replication;

import org.jspecify.annotations.NullMarked;
