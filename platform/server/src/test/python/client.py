"""A sync by Airbyte's own Python client, from nothing to nothing.

Usage: client.py API FOLDER, with credentials in LASIUS_CLIENT_ID and LASIUS_CLIENT_SECRET. Prints what it saw as one JSON object. Whatever the client
does not understand of an answer raises, and ends this with status 1.
"""

import json
import os
import sys
import time

from airbyte_api import AirbyteAPI, api, models

LIMIT_SECONDS = 90
ENDS = {models.JobStatusEnum.SUCCEEDED, models.JobStatusEnum.FAILED, models.JobStatusEnum.CANCELLED}
ROWS = 1000


def wait_for(look, wanted):
    """Looks until what is seen is wanted, as clients of an API without events do."""
    deadline = time.monotonic() + LIMIT_SECONDS
    seen = look()
    while not wanted(seen):
        if time.monotonic() > deadline:
            raise TimeoutError(f"not within {LIMIT_SECONDS} s: {seen}")
        time.sleep(0.1)
        seen = look()
    return seen


def make_connection(client, folder):
    workspace = client.workspaces.list_workspaces(api.ListWorkspacesRequest()).workspaces_response.data[0]
    source = client.sources.create_source(
        models.SourceCreateRequest(
            name="shop",
            workspace_id=workspace.workspace_id,
            configuration={"sourceType": "sample", "count": ROWS},
        )
    ).source_response
    destination = client.destinations.create_destination(
        models.DestinationCreateRequest(
            name="files",
            workspace_id=workspace.workspace_id,
            configuration={"destinationType": "file", "folder": folder},
        )
    ).destination_response
    streams = client.streams.get_stream_properties(
        api.GetStreamPropertiesRequest(source_id=source.source_id, destination_id=destination.destination_id)
    ).stream_properties_response
    connection = client.connections.create_connection(
        models.ConnectionCreateRequest(
            name="shop to files",
            source_id=source.source_id,
            destination_id=destination.destination_id,
            configurations=models.StreamConfigurationsInput(
                streams=[
                    models.StreamConfiguration(
                        name="users",
                        sync_mode=models.ConnectionSyncModeEnum.INCREMENTAL_APPEND,
                        selected_fields=[models.SelectedFieldInfo(field_path=[name]) for name in ("id", "email")],
                        mappers=[
                            models.ConfiguredStreamMapper(
                                type=models.StreamMapperType.HASHING,
                                mapper_configuration=models.Hashing(
                                    target_field="email", method=models.HashingMethod.MD5, field_name_suffix="_md5"
                                ),
                            )
                        ],
                    )
                ]
            ),
        )
    ).connection_response
    return source, destination, streams, connection


def run_job(client, connection):
    job = client.jobs.create_job(
        models.JobCreateRequest(connection_id=connection.connection_id, job_type=models.JobTypeEnum.SYNC)
    ).job_response
    return wait_for(
        lambda: client.jobs.get_job(api.GetJobRequest(job_id=job.job_id)).job_response,
        lambda seen: seen.status in ENDS,
    )


def counts(client):
    return {
        "sources": len(client.sources.list_sources(api.ListSourcesRequest()).sources_response.data),
        "destinations": len(client.destinations.list_destinations(api.ListDestinationsRequest()).destinations_response.data),
        "connections": len(client.connections.list_connections(api.ListConnectionsRequest()).connections_response.data),
        "jobs": len(client.jobs.list_jobs(api.ListJobsRequest()).jobs_response.data),
    }


def main():
    url, folder = sys.argv[1:]
    credentials = models.SchemeClientCredentials(
        client_id=os.environ["LASIUS_CLIENT_ID"], client_secret=os.environ["LASIUS_CLIENT_SECRET"]
    )
    client = AirbyteAPI(server_url=url, security=models.Security(client_credentials=credentials))
    client.health.get_health_check()
    source, destination, streams, connection = make_connection(client, folder)
    job = run_job(client, connection)
    there = counts(client)
    patched = client.connections.patch_connection(
        api.PatchConnectionRequest(
            connection_id=connection.connection_id, connection_patch_request=models.ConnectionPatchRequest(name="renamed")
        )
    ).connection_response
    deleted = [
        client.connections.delete_connection(api.DeleteConnectionRequest(connection_id=connection.connection_id)),
        client.sources.delete_source(api.DeleteSourceRequest(source_id=source.source_id)),
        client.destinations.delete_destination(api.DeleteDestinationRequest(destination_id=destination.destination_id)),
    ]
    print(
        json.dumps(
            {
                "streams": sorted(stream.stream_name for stream in streams),
                "status": job.status.value,
                "rows": job.rows_synced,
                "syncMode": connection.configurations.streams[0].sync_mode.value,
                "selected": [field.field_path for field in patched.configurations.streams[0].selected_fields],
                "hashed": patched.configurations.streams[0].mappers[0].mapper_configuration.target_field,
                "name": patched.name,
                "there": there,
                "deleted": [answer.status_code for answer in deleted],
                "left": counts(client),
            }
        )
    )


main()
