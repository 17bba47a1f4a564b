-- As with states: a catalog, and with it the streams of a connection, may be tens of megabytes.
ALTER TABLE connection ALTER COLUMN streams SET DATA TYPE ${largetext};
ALTER TABLE discovered_catalog ALTER COLUMN catalog SET DATA TYPE ${largetext};
