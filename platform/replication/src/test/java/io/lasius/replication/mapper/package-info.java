@NullMarked
package io.lasius.replication.mapper;

import org.jspecify.annotations.NullMarked;
