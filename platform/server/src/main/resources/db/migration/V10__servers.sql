-- The servers that share the database. What a server asks connectors outside of jobs (spec, check, discover) is under its lease.
CREATE TABLE server (
  id UUID PRIMARY KEY,
  lease_until TIMESTAMP(6) WITH TIME ZONE NOT NULL
);
