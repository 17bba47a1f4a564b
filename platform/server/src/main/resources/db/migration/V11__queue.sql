-- When the jobs of a connection get their turn; a connection without a row has the defaults.
CREATE TABLE connection_queue (
  connection_id UUID PRIMARY KEY REFERENCES connection (id),
  priority VARCHAR(16) NOT NULL CHECK (priority IN ('LOW', 'NORMAL', 'HIGH')),
  blackouts TEXT NOT NULL,
  -- Each sync of that connection that succeeds is followed by one of this.
  sync_after UUID REFERENCES connection (id),
  -- Whether such a sync is still to be made.
  sync_owed BOOLEAN DEFAULT FALSE NOT NULL
);
CREATE INDEX connection_queue_by_predecessor ON connection_queue (sync_after);

-- Since when no attempt begins; null while they do.
ALTER TABLE installation ADD COLUMN paused_at TIMESTAMP(6) WITH TIME ZONE;
