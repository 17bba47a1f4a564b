/** Many connections that sync every minute, for as long as one likes: does anything leak? */
@org.jspecify.annotations.NullMarked
package io.lasius.bench.soak;
