"""A sync by Dagster's resource for Airbyte, which speaks the configuration API alone.

Usage: dagster_client.py HOST PORT CONNECTION, with the credentials in LASIUS_CLIENT_ID and LASIUS_CLIENT_SECRET. Prints what it saw as one JSON object, behind the
log lines of the sync, which the resource passes on. Whatever it does not understand of an answer raises, and ends this with
status 1.
"""

import json
import os
import sys

from dagster_airbyte import AirbyteResource


def main():
    host, port, connection = sys.argv[1:]
    seen = {}
    for forward_logs in (True, False):
        resource = AirbyteResource(
            host=host,
            port=port,
            username=os.environ["LASIUS_CLIENT_ID"],
            password=os.environ["LASIUS_CLIENT_SECRET"],
            poll_interval=0.2,
            forward_logs=forward_logs,
        )
        output = resource.sync_and_poll(connection)
        # Without logs it looks at the list of jobs, whose attempts have another form.
        attempt = output.job_details["attempts"][-1]
        attempt = attempt.get("attempt", attempt)
        seen["with logs" if forward_logs else "without"] = {
            "status": output.job_details["job"]["status"],
            "records": attempt["recordsSynced"],
            "streams": [stat["streamName"] for stat in attempt["streamStats"]],
        }
    seen["selected"] = [
        stream["stream"]["name"]
        for stream in output.connection_details["syncCatalog"]["streams"]
        if stream["config"]["selected"]
    ]
    print(json.dumps(seen))


main()
