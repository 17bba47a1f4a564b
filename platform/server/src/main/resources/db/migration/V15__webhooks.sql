-- Where a workspace is told of what happens, and what it is still to be told.
CREATE TABLE workspace_webhook (
  workspace_id UUID NOT NULL REFERENCES workspace (id),
  kind VARCHAR(48) NOT NULL CHECK (kind IN ('FAILURE', 'SUCCESS', 'CONNECTION_UPDATE', 'CONNECTION_UPDATE_ACTION_REQUIRED',
    'SYNC_DISABLED', 'SYNC_DISABLED_WARNING', 'STARTED', 'INCOMPLETE', 'CANCELLED')),
  enabled BOOLEAN NOT NULL,
  -- Encrypted, since whoever knows the address of a chat can write to it.
  url TEXT,
  PRIMARY KEY (workspace_id, kind),
  CHECK (url IS NOT NULL OR NOT enabled)
);

-- What webhooks of a workspace are signed with, encrypted; the one before it counts for a while.
CREATE TABLE workspace_signing_secret (
  workspace_id UUID PRIMARY KEY REFERENCES workspace (id),
  secret TEXT NOT NULL,
  previous TEXT,
  made_at TIMESTAMP(6) WITH TIME ZONE NOT NULL
);

-- An event and where its delivery stands. The row comes in the transaction of what it tells of.
CREATE TABLE webhook_delivery (
  id UUID PRIMARY KEY,
  workspace_id UUID NOT NULL REFERENCES workspace (id),
  kind VARCHAR(48) NOT NULL,
  event_type VARCHAR(64) NOT NULL,
  -- No reference: its check would lock connection and job in whatever order they are told of.
  connection_id UUID NOT NULL,
  job_id BIGINT NOT NULL,
  attempt INTEGER,
  reason TEXT,
  created_at TIMESTAMP(6) WITH TIME ZONE NOT NULL,
  give_up_at TIMESTAMP(6) WITH TIME ZONE NOT NULL,
  status VARCHAR(16) NOT NULL CHECK (status IN ('PENDING', 'DELIVERED', 'GIVEN_UP')),
  -- While a try is under way: when it is taken for lost.
  next_try_at TIMESTAMP(6) WITH TIME ZONE,
  tries INTEGER NOT NULL,
  last_tried_at TIMESTAMP(6) WITH TIME ZONE,
  last_host VARCHAR(512),
  last_status INTEGER,
  last_error TEXT,
  CHECK ((next_try_at IS NULL) = (status <> 'PENDING'))
);
CREATE INDEX webhook_delivery_by_due ON webhook_delivery (status, next_try_at);
CREATE INDEX webhook_delivery_by_workspace ON webhook_delivery (workspace_id, created_at);
