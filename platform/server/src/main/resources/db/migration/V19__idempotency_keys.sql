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
