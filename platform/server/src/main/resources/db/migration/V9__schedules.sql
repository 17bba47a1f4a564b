-- When a connection syncs by itself, as JSON.
ALTER TABLE connection ADD COLUMN schedule TEXT DEFAULT '{"timing":"manual","missedRuns":"ONCE"}' NOT NULL;

-- Where its schedule stands; a connection that never had one has no row. Whoever changes a row holds the connection's.
CREATE TABLE connection_schedule (
  connection_id UUID PRIMARY KEY REFERENCES connection (id),
  skip_missed BOOLEAN NOT NULL,
  -- When what is due next was reckoned, and what that was; null where nothing is.
  planned_at TIMESTAMP(6) WITH TIME ZONE NOT NULL,
  next_due_at TIMESTAMP(6) WITH TIME ZONE,
  -- The last job: the time that it was made for, and when it was made.
  last_due_at TIMESTAMP(6) WITH TIME ZONE,
  last_queued_at TIMESTAMP(6) WITH TIME ZONE,
  last_job_id BIGINT REFERENCES job (id),
  -- The last times that were missed: those at or between these two.
  missed_from TIMESTAMP(6) WITH TIME ZONE,
  missed_until TIMESTAMP(6) WITH TIME ZONE
);
CREATE INDEX connection_schedule_by_due ON connection_schedule (next_due_at);
