package io.lasius.server.notification;

/** Something is to be delivered, once the transaction that says so is stored. */
record DeliveriesDue() {}
