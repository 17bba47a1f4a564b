-- Who may do what, and who did what.
CREATE TABLE app_user (
  id UUID PRIMARY KEY,
  name VARCHAR(256) NOT NULL,
  email VARCHAR(320) NOT NULL UNIQUE,
  -- Null for one who cannot log in by a password.
  password_hash VARCHAR(128),
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
