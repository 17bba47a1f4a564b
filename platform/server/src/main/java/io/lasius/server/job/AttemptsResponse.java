package io.lasius.server.job;

import java.util.List;

/** The attempts at a job on their way out. */
record AttemptsResponse(List<AttemptResponse> data) {}
