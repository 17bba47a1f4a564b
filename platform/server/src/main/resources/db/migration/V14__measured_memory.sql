-- The most memory that the containers of a connection's attempts were seen to use together.
CREATE TABLE connection_memory (
  connection_id UUID PRIMARY KEY REFERENCES connection (id),
  peak_bytes BIGINT NOT NULL
);
