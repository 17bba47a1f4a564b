-- Runs as it is on H2 and on PostgreSQL. JSON is text: the bytes that came in are the bytes that go out.
-- A column "stream" holds the stream's descriptor as JSON; it is empty for the state of all streams together.
-- What may be tens of megabytes, as a state or a catalog, is large text: H2's TEXT is part of its row, whose page is written whole
-- again with each of its rows; a large object is not. PostgreSQL's TEXT always is apart from its row.

CREATE TABLE installation (
  id UUID PRIMARY KEY,
  created_at TIMESTAMP(6) WITH TIME ZONE NOT NULL,
  -- Since when no attempt begins; null while they do.
  paused_at TIMESTAMP(6) WITH TIME ZONE
);

-- The servers that share the database. What a server asks connectors outside of jobs (spec, check, discover) is under its lease.
CREATE TABLE server (
  id UUID PRIMARY KEY,
  lease_until TIMESTAMP(6) WITH TIME ZONE NOT NULL
);

-- A workspace that is deleted stays, as what was done in it does.
CREATE TABLE workspace (
  id UUID PRIMARY KEY,
  name VARCHAR(256) NOT NULL,
  created_at TIMESTAMP(6) WITH TIME ZONE NOT NULL,
  deleted BOOLEAN DEFAULT FALSE NOT NULL
);

-- Connectors, and what is made with them.

CREATE TABLE connector_definition (
  id UUID PRIMARY KEY,
  workspace_id UUID REFERENCES workspace (id),
  role VARCHAR(16) NOT NULL CHECK (role IN ('SOURCE', 'DESTINATION')),
  name VARCHAR(256) NOT NULL,
  docker_repository VARCHAR(512) NOT NULL,
  docker_image_tag VARCHAR(128) NOT NULL,
  documentation_url VARCHAR(2048),
  network VARCHAR(256),
  local_folder BOOLEAN,
  supports_refreshes BOOLEAN,
  -- Null for what the image's label says.
  supports_count_query BOOLEAN,
  -- How long a source may be silent by its definition; null where that says nothing.
  max_seconds_between_messages INT,
  -- A source that is described and not programmed, and how often its description has been another one.
  manifest ${largetext},
  manifest_version BIGINT,
  -- What the source of a manifest is tried with in a connector builder: JSON, in which secrets are references.
  testing_values ${largetext},
  created_at TIMESTAMP(6) WITH TIME ZONE NOT NULL,
  deleted BOOLEAN NOT NULL
);

CREATE TABLE connector_specification (
  image_id VARCHAR(128) PRIMARY KEY,
  specification TEXT NOT NULL
);

CREATE TABLE actor (
  id UUID PRIMARY KEY,
  workspace_id UUID NOT NULL REFERENCES workspace (id),
  definition_id UUID NOT NULL REFERENCES connector_definition (id),
  role VARCHAR(16) NOT NULL CHECK (role IN ('SOURCE', 'DESTINATION')),
  name VARCHAR(256) NOT NULL,
  configuration TEXT NOT NULL,
  -- How much of the machine a connector may use, as it was asked for.
  resource_allocation TEXT,
  created_at TIMESTAMP(6) WITH TIME ZONE NOT NULL,
  deleted BOOLEAN NOT NULL
);

CREATE TABLE discovered_catalog (
  actor_id UUID PRIMARY KEY REFERENCES actor (id),
  fingerprint VARCHAR(128) NOT NULL,
  catalog ${largetext} NOT NULL,
  discovered_at TIMESTAMP(6) WITH TIME ZONE DEFAULT CURRENT_TIMESTAMP NOT NULL
);

-- Connections, and what is set for them.

CREATE TABLE connection (
  id UUID PRIMARY KEY,
  workspace_id UUID NOT NULL REFERENCES workspace (id),
  source_id UUID NOT NULL REFERENCES actor (id),
  destination_id UUID NOT NULL REFERENCES actor (id),
  name VARCHAR(256) NOT NULL,
  status VARCHAR(16) NOT NULL CHECK (status IN ('ACTIVE', 'INACTIVE', 'DEPRECATED')),
  status_reason TEXT,
  namespace_definition VARCHAR(16) NOT NULL CHECK (namespace_definition IN ('SOURCE', 'DESTINATION', 'CUSTOM_FORMAT')),
  namespace_format VARCHAR(256),
  prefix VARCHAR(256) NOT NULL,
  streams ${largetext} NOT NULL,
  -- What becomes of it where its source offers something else than before.
  schema_policy VARCHAR(32) DEFAULT 'IGNORE' NOT NULL
    CHECK (schema_policy IN ('IGNORE', 'DISABLE_CONNECTION', 'PROPAGATE_COLUMNS', 'PROPAGATE_FULLY')),
  backfill BOOLEAN DEFAULT FALSE NOT NULL,
  -- When it syncs by itself, as JSON.
  schedule TEXT DEFAULT '{"timing":"manual","missedRuns":"ONCE"}' NOT NULL,
  created_at TIMESTAMP(6) WITH TIME ZONE NOT NULL
);

-- Of a source's or destination's configuration, of the mappers of a connection's streams, or of a manifest's testing values.
CREATE TABLE secret (
  id UUID PRIMARY KEY,
  actor_id UUID REFERENCES actor (id),
  connection_id UUID REFERENCES connection (id),
  definition_id UUID REFERENCES connector_definition (id),
  encrypted TEXT NOT NULL,
  CONSTRAINT secret_has_one_owner CHECK (
    CASE WHEN actor_id IS NULL THEN 0 ELSE 1 END
    + CASE WHEN connection_id IS NULL THEN 0 ELSE 1 END
    + CASE WHEN definition_id IS NULL THEN 0 ELSE 1 END = 1
  )
);
CREATE INDEX secret_by_actor ON secret (actor_id);
CREATE INDEX secret_by_connection ON secret (connection_id);
CREATE INDEX secret_by_definition ON secret (definition_id);

-- Words that connections are found by.
CREATE TABLE tag (
  id UUID PRIMARY KEY,
  workspace_id UUID NOT NULL REFERENCES workspace (id),
  name VARCHAR(30) NOT NULL,
  color VARCHAR(6) NOT NULL,
  created_at TIMESTAMP(6) WITH TIME ZONE NOT NULL,
  UNIQUE (workspace_id, name)
);

CREATE TABLE connection_tag (
  connection_id UUID NOT NULL REFERENCES connection (id),
  tag_id UUID NOT NULL REFERENCES tag (id) ON DELETE CASCADE,
  -- As they were given, since some clients compare lists.
  position INTEGER NOT NULL,
  PRIMARY KEY (connection_id, tag_id)
);
CREATE INDEX connection_tag_by_tag ON connection_tag (tag_id);

-- What is looked at while a connection's records move, as JSON. A connection without a row has the defaults.
CREATE TABLE connection_record_checks (
  connection_id UUID PRIMARY KEY REFERENCES connection (id),
  checks TEXT NOT NULL
);

-- Queries that count what a sync brought, as JSON. A connection without a row has none.
CREATE TABLE connection_count_queries (
  connection_id UUID PRIMARY KEY REFERENCES connection (id),
  queries TEXT NOT NULL
);

-- The most memory that the containers of a connection's attempts were seen to use together.
CREATE TABLE connection_memory (
  connection_id UUID PRIMARY KEY REFERENCES connection (id),
  peak_bytes BIGINT NOT NULL
);

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

-- Jobs, and what became of them.

CREATE TABLE job (
  id BIGINT GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY,
  connection_id UUID NOT NULL REFERENCES connection (id),
  -- The connection while the job has not ended: a connection has at most one such job.
  live_connection_id UUID UNIQUE,
  type VARCHAR(32) DEFAULT 'SYNC' NOT NULL CHECK (type IN ('SYNC', 'REFRESH_MERGE', 'REFRESH_TRUNCATE', 'CLEAR')),
  -- Those that it refreshes or clears: a list of descriptors as JSON, empty for a sync.
  streams TEXT DEFAULT '[]' NOT NULL,
  status VARCHAR(16) NOT NULL CHECK (status IN ('PENDING', 'RUNNING', 'INCOMPLETE', 'SUCCEEDED', 'FAILED', 'CANCELLED')),
  cancel_requested BOOLEAN NOT NULL,
  created_at TIMESTAMP(6) WITH TIME ZONE NOT NULL,
  updated_at TIMESTAMP(6) WITH TIME ZONE NOT NULL,
  -- When the next attempt may begin, and until when the present one's server is taken to live.
  due_at TIMESTAMP(6) WITH TIME ZONE NOT NULL,
  lease_owner UUID,
  lease_epoch BIGINT NOT NULL,
  lease_until TIMESTAMP(6) WITH TIME ZONE,
  complete_failures INTEGER NOT NULL,
  successive_complete_failures INTEGER NOT NULL,
  partial_failures INTEGER NOT NULL,
  successive_partial_failures INTEGER NOT NULL,
  CHECK ((live_connection_id IS NULL) = (status IN ('SUCCEEDED', 'FAILED', 'CANCELLED')))
);
CREATE INDEX job_by_connection ON job (connection_id);
CREATE INDEX job_by_due ON job (status, due_at);

-- Where a connection's schedule stands; one that never had a schedule has no row. Whoever changes a row holds the connection's.
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

-- By these a request for a job that is sent again gets the job that the first one made.
CREATE TABLE idempotency_key (
  user_id UUID NOT NULL,
  name VARCHAR(255) NOT NULL,
  request TEXT NOT NULL,
  job_id BIGINT NOT NULL REFERENCES job (id),
  created_at TIMESTAMP(6) WITH TIME ZONE NOT NULL,
  PRIMARY KEY (user_id, name)
);
CREATE INDEX idempotency_key_by_job ON idempotency_key (job_id);
CREATE INDEX idempotency_key_by_time ON idempotency_key (created_at);

-- A verdict is JSON; it is empty before the attempt's end.
CREATE TABLE attempt (
  job_id BIGINT NOT NULL REFERENCES job (id),
  number INTEGER NOT NULL,
  status VARCHAR(16) NOT NULL CHECK (status IN ('RUNNING', 'SUCCEEDED', 'FAILED', 'CANCELLED')),
  lease_epoch BIGINT NOT NULL,
  engine VARCHAR(1024) NOT NULL,
  started_at TIMESTAMP(6) WITH TIME ZONE NOT NULL,
  ended_at TIMESTAMP(6) WITH TIME ZONE,
  failures TEXT NOT NULL,
  differences TEXT NOT NULL,
  verdict TEXT,
  unconfigured_records BIGINT DEFAULT 0 NOT NULL,
  unattributed_records BIGINT DEFAULT 0 NOT NULL,
  source_errors BIGINT DEFAULT 0 NOT NULL,
  destination_errors BIGINT DEFAULT 0 NOT NULL,
  -- What it took, as JSON: milliseconds by phase, and of each container CPU time and the most memory of its samples.
  figures TEXT,
  PRIMARY KEY (job_id, number)
);

-- What an attempt counted of a stream, and what the counts prove. "rejected" is JSON: records and bytes by reason.
CREATE TABLE attempt_stream (
  job_id BIGINT NOT NULL,
  number INTEGER NOT NULL,
  stream VARCHAR(2000) NOT NULL,
  emitted_records BIGINT NOT NULL,
  emitted_bytes BIGINT NOT NULL,
  filtered_records BIGINT DEFAULT 0 NOT NULL,
  filtered_bytes BIGINT DEFAULT 0 NOT NULL,
  flagged_records BIGINT DEFAULT 0 NOT NULL,
  rejected TEXT DEFAULT '{}' NOT NULL,
  sent_records BIGINT DEFAULT 0 NOT NULL,
  sent_bytes BIGINT DEFAULT 0 NOT NULL,
  undelivered_records BIGINT NOT NULL,
  destination_rejected BIGINT DEFAULT 0 NOT NULL,
  committed_records BIGINT NOT NULL,
  committed_bytes BIGINT NOT NULL,
  source_said BIGINT,
  destination_said BIGINT,
  -- What count queries found, of the whole job.
  source_query_records BIGINT,
  destination_query_records BIGINT,
  verdict TEXT,
  PRIMARY KEY (job_id, number, stream),
  FOREIGN KEY (job_id, number) REFERENCES attempt (job_id, number)
);

-- What an attempt wrote a stream's records as.
CREATE TABLE attempt_generation (
  job_id BIGINT NOT NULL,
  number INTEGER NOT NULL,
  stream VARCHAR(2000) NOT NULL,
  generation BIGINT NOT NULL,
  -- Whether the data of all generations before was to go.
  replaces BOOLEAN NOT NULL,
  PRIMARY KEY (job_id, number, stream),
  FOREIGN KEY (job_id, number) REFERENCES attempt (job_id, number)
);

CREATE TABLE stream_generation (
  connection_id UUID NOT NULL REFERENCES connection (id),
  stream VARCHAR(2000) NOT NULL,
  generation BIGINT NOT NULL,
  -- The newest version of the connection when the generation began: a state up to there is of data of before.
  after_version BIGINT DEFAULT 0 NOT NULL,
  -- The last job that was to replace all data of the stream, and the last that was to clear it, until one has replaced it.
  replacing_job BIGINT REFERENCES job (id),
  clearing_job BIGINT REFERENCES job (id),
  PRIMARY KEY (connection_id, stream)
);

-- Each state that was committed, and each change of one: the newest version of a stream is where it stands.
-- Refers to no other table by a key: a commit waits for nobody who holds a connection or a job.
CREATE TABLE state_version (
  -- Grows with time within a connection, over all its streams.
  version BIGINT GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY,
  connection_id UUID NOT NULL,
  stream VARCHAR(2000) NOT NULL,
  -- Both are null where the stream has no state from here on.
  state_type VARCHAR(16) CHECK (state_type IN ('STREAM', 'GLOBAL', 'LEGACY')),
  state ${largetext},
  state_bytes BIGINT NOT NULL,
  reason VARCHAR(16) NOT NULL CHECK (reason IN ('SYNC', 'RESTORE', 'IMPORT', 'CLEAR', 'REFRESH', 'FULL_REFRESH')),
  -- The version at which the same position was reached first; null where that is this one.
  restored_version BIGINT,
  job_id BIGINT,
  attempt INTEGER,
  -- Committed since the version before it that is still there.
  records BIGINT NOT NULL,
  bytes BIGINT NOT NULL,
  -- Whether versions right before it were removed by age, count or size.
  older_removed BOOLEAN NOT NULL,
  created_at TIMESTAMP(6) WITH TIME ZONE NOT NULL,
  CHECK ((state IS NULL) = (state_type IS NULL))
);
CREATE INDEX state_version_by_stream ON state_version (connection_id, stream, version);

-- What sources offer else than before.

CREATE TABLE schema_comparison (
  connection_id UUID PRIMARY KEY REFERENCES connection (id),
  -- Descriptors of all streams that the source offered then, and the changes that were not followed.
  known_streams TEXT NOT NULL,
  open_changes TEXT NOT NULL,
  -- When the catalog was discovered that the connection was compared with last.
  catalog_at TIMESTAMP(6) WITH TIME ZONE,
  failed_at TIMESTAMP(6) WITH TIME ZONE,
  failure TEXT
);

CREATE TABLE schema_change (
  id BIGINT GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY,
  connection_id UUID NOT NULL REFERENCES connection (id),
  job_id BIGINT NOT NULL REFERENCES job (id),
  noticed_at TIMESTAMP(6) WITH TIME ZONE NOT NULL,
  handled TEXT NOT NULL
);
CREATE INDEX schema_change_by_connection ON schema_change (connection_id, id);

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

-- Who may do what, and who did what.

CREATE TABLE app_user (
  id UUID PRIMARY KEY,
  name VARCHAR(256) NOT NULL,
  email VARCHAR(320) NOT NULL UNIQUE,
  -- Null for one who cannot log in by a password.
  password_hash VARCHAR(128),
  -- Issuer and subject, by which a provider of OpenID Connect tells people apart; null for one who never came from there.
  provider_subject VARCHAR(1024) UNIQUE,
  -- The workspace that clients begin in; null for the first one that its user may see.
  default_workspace_id UUID REFERENCES workspace (id) ON DELETE SET NULL,
  created_at TIMESTAMP(6) WITH TIME ZONE NOT NULL
);

CREATE TABLE permission (
  id UUID PRIMARY KEY,
  user_id UUID NOT NULL REFERENCES app_user (id) ON DELETE CASCADE,
  type VARCHAR(32) NOT NULL CHECK (type IN ('INSTANCE_ADMIN',
    'ORGANIZATION_ADMIN', 'ORGANIZATION_EDITOR', 'ORGANIZATION_RUNNER', 'ORGANIZATION_READER', 'ORGANIZATION_MEMBER',
    'WORKSPACE_OWNER', 'WORKSPACE_ADMIN', 'WORKSPACE_EDITOR', 'WORKSPACE_RUNNER', 'WORKSPACE_READER')),
  workspace_id UUID REFERENCES workspace (id),
  CHECK ((workspace_id IS NULL) = (type NOT LIKE 'WORKSPACE%'))
);
CREATE INDEX permission_by_user ON permission (user_id);

-- A program that calls in a user's name. Of its secret only the hash is known.
CREATE TABLE application (
  id UUID PRIMARY KEY,
  user_id UUID NOT NULL REFERENCES app_user (id) ON DELETE CASCADE,
  name VARCHAR(256) NOT NULL,
  secret_hash VARCHAR(64) NOT NULL,
  -- Which server's file holds the secret; null for what users make.
  origin VARCHAR(1024),
  created_at TIMESTAMP(6) WITH TIME ZONE NOT NULL
);
CREATE INDEX application_by_user ON application (user_id);

CREATE TABLE personal_token (
  id UUID PRIMARY KEY,
  user_id UUID NOT NULL REFERENCES app_user (id) ON DELETE CASCADE,
  name VARCHAR(256) NOT NULL,
  token_hash VARCHAR(64) NOT NULL UNIQUE,
  created_at TIMESTAMP(6) WITH TIME ZONE NOT NULL,
  expires_at TIMESTAMP(6) WITH TIME ZONE
);
CREATE INDEX personal_token_by_user ON personal_token (user_id);

-- People who are logged in. Of what their browser shows only the hash is known.
CREATE TABLE login_session (
  token_hash VARCHAR(64) PRIMARY KEY,
  user_id UUID NOT NULL REFERENCES app_user (id) ON DELETE CASCADE,
  created_at TIMESTAMP(6) WITH TIME ZONE NOT NULL,
  expires_at TIMESTAMP(6) WITH TIME ZONE NOT NULL
);
CREATE INDEX login_session_by_user ON login_session (user_id);
CREATE INDEX login_session_by_expiry ON login_session (expires_at);

-- What access tokens are signed with, encrypted. One row.
CREATE TABLE signing_key (
  id UUID PRIMARY KEY,
  secret TEXT NOT NULL
);

-- No references: what is deleted stays told of.
CREATE TABLE audit_entry (
  id UUID PRIMARY KEY,
  at TIMESTAMP(6) WITH TIME ZONE NOT NULL,
  user_id UUID NOT NULL,
  user_name VARCHAR(256) NOT NULL,
  way VARCHAR(320) NOT NULL,
  address VARCHAR(64) NOT NULL,
  action VARCHAR(256) NOT NULL,
  object_id VARCHAR(64),
  workspace_id UUID,
  -- Null while it goes on, and where the server died meanwhile.
  status INTEGER,
  changed_fields TEXT NOT NULL
);
CREATE INDEX audit_entry_by_time ON audit_entry (at);
CREATE INDEX audit_entry_by_workspace ON audit_entry (workspace_id, at);

INSERT INTO installation (id, created_at) VALUES (gen_random_uuid(), CURRENT_TIMESTAMP);
INSERT INTO workspace (id, name, created_at) VALUES ('00000000-0000-0000-0000-000000000001', 'Default', CURRENT_TIMESTAMP);
