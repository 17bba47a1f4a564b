package io.lasius.server.job;

/** What a request for a job is answered by. */
sealed interface JobAnswer permits JobResponse, JobPreview {}
