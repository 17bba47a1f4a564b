-- People who are logged in. Of what their browser shows only the hash is known.
CREATE TABLE login_session (
  token_hash VARCHAR(64) PRIMARY KEY,
  user_id UUID NOT NULL REFERENCES app_user (id) ON DELETE CASCADE,
  created_at TIMESTAMP(6) WITH TIME ZONE NOT NULL,
  expires_at TIMESTAMP(6) WITH TIME ZONE NOT NULL
);
CREATE INDEX login_session_by_user ON login_session (user_id);
CREATE INDEX login_session_by_expiry ON login_session (expires_at);

-- Issuer and subject, by which a provider of OpenID Connect tells people apart; null for one who never came from there.
ALTER TABLE app_user ADD COLUMN provider_subject VARCHAR(1024);
ALTER TABLE app_user ADD CONSTRAINT app_user_provider_subject UNIQUE (provider_subject);
