"""Every call of Airbyte's own Python client, in the life of what it makes.

Usage: every_call.py API SOURCE_IMAGE DESTINATION_IMAGE USER, with credentials in LASIUS_CLIENT_ID and LASIUS_CLIENT_SECRET. The images are
those of connectors that the client has types for: faker and dev-null. Prints what it saw as one JSON object. Whatever the client does not
understand of an answer raises, and ends this with status 1. It runs with the client of either interface, 0.53 and 1.0.
"""

import inspect
import json
import os
import sys
import time
from datetime import datetime, timedelta, timezone

from airbyte_api import AirbyteAPI, api, errors, models

LIMIT_SECONDS = 90
ROWS = 100
STREAMS = getattr(models, "StreamConfigurationsInput", models.StreamConfigurations)
TYPED = not hasattr(models, "StreamConfigurationsInput")
FEATURES = (
    "health workspaces organizations users permissions tags source_definitions destination_definitions declarative_source_definitions "
    "sources destinations streams connections jobs"
).split()
MANIFEST = {
    "type": "DeclarativeSource",
    "version": "6.5.2",
    "spec": {"type": "Spec", "connection_specification": {"type": "object", "properties": {}}},
}


class Recorder:
    """A client that notes which of its calls were made."""

    def __init__(self, client):
        self.client = client
        self.made = set()

    def call(self, feature, name, *arguments, **named):
        self.made.add(f"{feature}.{name}")
        return getattr(getattr(self.client, feature), name)(*arguments, **named)

    def missing(self):
        """The calls that the client has and that were not made."""
        offered = {
            f"{feature}.{name}"
            for feature in FEATURES
            for name, value in inspect.getmembers(type(getattr(self.client, feature)), inspect.isfunction)
            if not name.startswith("_") and not name.endswith("_async") and "request" in inspect.signature(value).parameters
            if name != "do_request"
        }
        return sorted(offered - self.made)


def refused(call, status):
    """Makes a call that the server refuses."""
    try:
        call()
    except errors.SDKError as e:
        assert e.status_code == status, e
        return True
    raise AssertionError("it was not refused")


def patiently(call):
    """Makes a call that is to be made again while the server says so."""
    deadline = time.monotonic() + LIMIT_SECONDS
    while True:
        try:
            return call()
        except errors.SDKError as e:
            if e.status_code != 409 or time.monotonic() > deadline:
                raise
        time.sleep(0.2)


def workspaces(client):
    made = client.call("workspaces", "create_workspace", request=models.WorkspaceCreateRequest(name="new")).workspace_response
    key = made.workspace_id
    changed = client.call(
        "workspaces",
        "update_workspace",
        request=api.UpdateWorkspaceRequest(
            workspace_id=key, workspace_update_request=models.WorkspaceUpdateRequest(name="changed")
        ),
    ).workspace_response
    seen = client.call("workspaces", "get_workspace", request=api.GetWorkspaceRequest(workspace_id=key)).workspace_response
    assert changed.name == seen.name == "changed" and seen.data_residency == "auto", seen
    listed = client.call(
        "workspaces", "list_workspaces", request=api.ListWorkspacesRequest(workspace_ids=[key])
    ).workspaces_response.data
    assert [one.workspace_id for one in listed] == [key], listed
    return key


def people(client, workspace, user):
    organization = client.call("organizations", "list_organizations_for_user").organizations_response.data[0].organization_id
    users = client.call(
        "users", "list_users_within_an_organization", request=api.ListUsersWithinAnOrganizationRequest(organization_id=organization)
    ).users_response.data
    assert user in [one.id for one in users], users
    made = client.call(
        "permissions",
        "create_permission",
        request=models.PermissionCreateRequest(
            permission_type=models.PublicPermissionType.WORKSPACE_READER, user_id=user, workspace_id=workspace
        ),
    ).permission_response
    key = made.permission_id
    client.call(
        "permissions",
        "update_permission",
        request=api.UpdatePermissionRequest(
            permission_id=key,
            permission_update_request=models.PermissionUpdateRequest(permission_type=models.PermissionType.WORKSPACE_RUNNER),
        ),
    )
    seen = client.call("permissions", "get_permission", request=api.GetPermissionRequest(permission_id=key)).permission_response
    listed = client.call("permissions", "list_permissions", request=api.ListPermissionsRequest(user_id=user)).permissions_response.data
    assert seen.permission_type == models.PermissionType.WORKSPACE_RUNNER, seen
    assert [(one.permission_id, one.scope_id) for one in listed] == [(key, workspace)], listed
    client.call("permissions", "delete_permission", request=api.DeletePermissionRequest(permission_id=key))
    return organization


def oauth(client, workspace, organization):
    """What is not here is told of as such."""
    credentials = {"client_id": "i", "client_secret": "s"}
    source = models.ActorTypeEnum.SOURCE
    name = models.OAuthActorNames.GITHUB
    not_here = [
        lambda: client.call(
            "sources",
            "initiate_o_auth",
            request=models.InitiateOauthRequest(
                redirect_url="https://example.com", source_type=models.OAuthActorNames.GITHUB, workspace_id=workspace
            ),
        ),
        lambda: client.call(
            "workspaces",
            "create_or_update_workspace_o_auth_credentials",
            request=api.CreateOrUpdateWorkspaceOAuthCredentialsRequest(
                workspace_id=workspace,
                workspace_o_auth_credentials_request=models.WorkspaceOAuthCredentialsRequest(
                    actor_type=source, name=name, configuration=credentials
                ),
            ),
        ),
        lambda: client.call(
            "organizations",
            "create_or_update_organization_o_auth_credentials",
            request=api.CreateOrUpdateOrganizationOAuthCredentialsRequest(
                organization_id=organization,
                organization_o_auth_credentials_request=models.OrganizationOAuthCredentialsRequest(
                    actor_type=source, name="github", configuration=credentials
                ),
            ),
        ),
    ]
    if hasattr(api, "DeleteWorkspaceOAuthCredentialsRequest"):
        not_here += [
            lambda: client.call(
                "workspaces",
                "delete_workspace_o_auth_credentials",
                request=api.DeleteWorkspaceOAuthCredentialsRequest(workspace_id=workspace, actor_type=source, name="github"),
            ),
            lambda: client.call(
                "organizations",
                "delete_organization_o_auth_credentials",
                request=api.DeleteOrganizationOAuthCredentialsRequest(
                    organization_id=organization, actor_type=source, name="github"
                ),
            ),
        ]
    return sum(refused(call, 501) for call in not_here)


def tags(client, workspace):
    made = client.call(
        "tags", "create_tag", request=models.TagCreateRequest(name="nightly", color="1a73e8", workspace_id=workspace)
    ).tag_response
    key = made.tag_id
    client.call(
        "tags",
        "update_tag",
        request=api.UpdateTagRequest(tag_id=key, tag_patch_request=models.TagPatchRequest(name="daily", color="00ff00")),
    )
    seen = client.call("tags", "get_tag", request=api.GetTagRequest(tag_id=key)).tag_response
    listed = client.call("tags", "list_tags", request=api.ListTagsRequest(workspace_ids=[workspace])).tags_response.data
    assert (seen.name, seen.color) == ("daily", "00ff00"), seen
    assert [one.tag_id for one in listed] == [key], listed
    return models.Tag(tag_id=key, name=seen.name, color=seen.color, workspace_id=workspace)


def definition(client, kind, workspace, image):
    """Makes the definition of a connector, and one more that goes again."""
    repository, tag = image.rsplit(":", 1)
    feature = kind + "_definitions"
    name = kind.capitalize()
    request = lambda label: getattr(api, f"Create{name}DefinitionRequest")(
        workspace_id=workspace,
        create_definition_request=models.CreateDefinitionRequest(name=label, docker_repository=repository, docker_image_tag=tag),
    )
    made = client.call(feature, f"create_{kind}_definition", request=request("kept")).definition_response
    other = client.call(feature, f"create_{kind}_definition", request=request("gone")).definition_response
    client.call(
        feature,
        f"update_{kind}_definition",
        request=getattr(api, f"Update{name}DefinitionRequest")(
            workspace_id=workspace,
            definition_id=other.id,
            update_definition_request=models.UpdateDefinitionRequest(name="changed", docker_image_tag=tag),
        ),
    )
    seen = client.call(
        feature,
        f"get_{kind}_definition",
        request=getattr(api, f"Get{name}DefinitionRequest")(workspace_id=workspace, definition_id=other.id),
    ).definition_response
    assert (seen.name, seen.docker_repository) == ("changed", repository), seen
    client.call(
        feature,
        f"delete_{kind}_definition",
        request=getattr(api, f"Delete{name}DefinitionRequest")(workspace_id=workspace, definition_id=other.id),
    )
    listed = client.call(
        feature, f"list_{kind}_definitions", request=getattr(api, f"List{name}DefinitionsRequest")(workspace_id=workspace)
    ).definitions_response.data
    assert made.id in [one.id for one in listed] and other.id not in [one.id for one in listed], listed
    return made.id


def manifest(client, workspace):
    feature = "declarative_source_definitions"
    made = client.call(
        feature,
        "create_declarative_source_definition",
        request=api.CreateDeclarativeSourceDefinitionRequest(
            workspace_id=workspace,
            create_declarative_source_definition_request=models.CreateDeclarativeSourceDefinitionRequest(
                name="crm", manifest=MANIFEST
            ),
        ),
    ).declarative_source_definition_response
    where = {"workspace_id": workspace, "definition_id": made.id}
    client.call(
        feature,
        "update_declarative_source_definition",
        request=api.UpdateDeclarativeSourceDefinitionRequest(
            update_declarative_source_definition_request=models.UpdateDeclarativeSourceDefinitionRequest(manifest=MANIFEST), **where
        ),
    )
    seen = client.call(
        feature, "get_declarative_source_definition", request=api.GetDeclarativeSourceDefinitionRequest(**where)
    ).declarative_source_definition_response
    listed = client.call(
        feature, "list_declarative_source_definitions", request=api.ListDeclarativeSourceDefinitionsRequest(workspace_id=workspace)
    ).declarative_source_definitions_response.data
    assert (seen.version, seen.manifest) == (2, MANIFEST) and [one.id for one in listed] == [made.id], (seen, listed)
    client.call(feature, "delete_declarative_source_definition", request=api.DeleteDeclarativeSourceDefinitionRequest(**where))


def actor(client, kind, workspace, definition_id, configuration):
    """Makes a source or destination, and changes it in each way."""
    feature = kind + "s"
    name = kind.capitalize()
    made = getattr(
        client.call(
            feature,
            f"create_{kind}",
            request=getattr(models, f"{name}CreateRequest")(
                name="new", workspace_id=workspace, definition_id=definition_id, configuration=configuration
            ),
        ),
        f"{kind}_response",
    )
    key = getattr(made, f"{kind}_id")
    where = {f"{kind}_id": key}
    client.call(
        feature,
        f"patch_{kind}",
        request=getattr(api, f"Patch{name}Request")(
            **{f"{kind}_patch_request": getattr(models, f"{name}PatchRequest")(name="patched")}, **where
        ),
    )
    client.call(
        feature,
        f"put_{kind}",
        request=getattr(api, f"Put{name}Request")(
            **{f"{kind}_put_request": getattr(models, f"{name}PutRequest")(name="put", configuration=configuration)}, **where
        ),
    )
    seen = getattr(client.call(feature, f"get_{kind}", request=getattr(api, f"Get{name}Request")(**where)), f"{kind}_response")
    listed = getattr(
        client.call(feature, f"list_{feature}", request=getattr(api, f"List{name}sRequest")(workspace_ids=[workspace])),
        f"{feature}_response",
    ).data
    assert seen.name == "put" and [getattr(one, f"{kind}_id") for one in listed] == [key], (seen, listed)
    return seen


def connection(client, workspace, source, destination, tag):
    streams = patiently(
        lambda: client.call(
            "streams",
            "get_stream_properties",
            request=api.GetStreamPropertiesRequest(source_id=source, destination_id=destination),
        )
    ).stream_properties_response
    made = patiently(
        lambda: client.call(
            "connections",
            "create_connection",
            request=models.ConnectionCreateRequest(
                name="new",
                source_id=source,
                destination_id=destination,
                schedule=models.AirbyteAPIConnectionSchedule(
                    schedule_type=models.ScheduleTypeEnum.CRON, cron_expression="0 0 12 * * ?"
                ),
                configurations=STREAMS(
                    streams=[
                        models.StreamConfiguration(name="users", sync_mode=models.ConnectionSyncModeEnum.INCREMENTAL_APPEND)
                    ]
                ),
            ),
        )
    ).connection_response
    key = made.connection_id
    client.call(
        "connections",
        "patch_connection",
        request=api.PatchConnectionRequest(
            connection_id=key, connection_patch_request=models.ConnectionPatchRequest(name="patched", tags=[tag])
        ),
    )
    seen = client.call("connections", "get_connection", request=api.GetConnectionRequest(connection_id=key)).connection_response
    listed = client.call(
        "connections", "list_connections", request=api.ListConnectionsRequest(workspace_ids=[workspace], tag_ids=[tag.tag_id])
    ).connections_response.data
    assert (seen.name, seen.tags[0].name, seen.schedule.cron_expression) == ("patched", tag.name, "0 0 12 * * ? UTC"), seen
    assert [one.connection_id for one in listed] == [key], listed
    return key, sorted(stream.stream_name for stream in streams)


def jobs(client, workspace, key):
    ends = {models.JobStatusEnum.SUCCEEDED, models.JobStatusEnum.FAILED, models.JobStatusEnum.CANCELLED}
    create = lambda kind: client.call(
        "jobs", "create_job", request=models.JobCreateRequest(connection_id=key, job_type=kind)
    ).job_response
    get = lambda number: client.call("jobs", "get_job", request=api.GetJobRequest(job_id=number)).job_response

    def awaited(number):
        deadline = time.monotonic() + LIMIT_SECONDS
        seen = get(number)
        while seen.status not in ends:
            if time.monotonic() > deadline:
                raise TimeoutError(f"not within {LIMIT_SECONDS} s: {seen}")
            time.sleep(0.2)
            seen = get(number)
        return seen

    first = awaited(create(models.JobTypeEnum.SYNC).job_id)
    second = create(models.JobTypeEnum.SYNC)
    client.call("jobs", "cancel_job", request=api.CancelJobRequest(job_id=second.job_id))
    cancelled = awaited(second.job_id)
    cleared = awaited(create(models.JobTypeEnum.RESET).job_id)
    now = datetime.now(timezone.utc)
    listed = client.call(
        "jobs",
        "list_jobs",
        request=api.ListJobsRequest(
            connection_id=key,
            workspace_ids=[workspace],
            created_at_start=now - timedelta(hours=1),
            updated_at_end=now + timedelta(hours=1),
            order_by="createdAt|DESC",
            limit=2,
        ),
    ).jobs_response
    assert [job.job_id for job in listed.data] == [cleared.job_id, second.job_id] and listed.next, listed
    refused(lambda: client.call("jobs", "cancel_job", request=api.CancelJobRequest(job_id=second.job_id)), 409)
    return {"first": first.status.value, "rows": first.rows_synced, "second": cancelled.status.value, "reset": cleared.status.value}


def patience():
    """That of 1.0 is 5 s: too little for what starts a container, where the machine is busy. 0.53 has no limit."""
    known = inspect.signature(AirbyteAPI.__init__).parameters
    return {"timeout_ms": 60_000} if "timeout_ms" in known else {}


def main():
    url, source_image, destination_image, user = sys.argv[1:]
    credentials = models.SchemeClientCredentials(
        client_id=os.environ["LASIUS_CLIENT_ID"], client_secret=os.environ["LASIUS_CLIENT_SECRET"]
    )
    client = Recorder(AirbyteAPI(server_url=url, security=models.Security(client_credentials=credentials), **patience()))
    client.call("health", "get_health_check")
    workspace = workspaces(client)
    organization = people(client, workspace, user)
    absent = oauth(client, workspace, organization)
    tag = tags(client, workspace)
    manifest(client, workspace)
    source = actor(
        client,
        "source",
        workspace,
        definition(client, "source", workspace, source_image),
        models.SourceFaker(count=ROWS, seed=1),
    )
    destination = actor(
        client,
        "destination",
        workspace,
        definition(client, "destination", workspace, destination_image),
        models.DestinationDevNull(test_destination=models.Silent()),
    )
    key, streams = connection(client, workspace, source.source_id, destination.destination_id, tag)
    ran = jobs(client, workspace, key)
    client.call("connections", "delete_connection", request=api.DeleteConnectionRequest(connection_id=key))
    client.call("sources", "delete_source", request=api.DeleteSourceRequest(source_id=source.source_id))
    client.call("destinations", "delete_destination", request=api.DeleteDestinationRequest(destination_id=destination.destination_id))
    client.call("tags", "delete_tag", request=api.DeleteTagRequest(tag_id=tag.tag_id))
    client.call("workspaces", "delete_workspace", request=api.DeleteWorkspaceRequest(workspace_id=workspace))
    refused(lambda: client.call("workspaces", "get_workspace", request=api.GetWorkspaceRequest(workspace_id=workspace)), 404)
    print(
        json.dumps(
            {
                "types": [source.source_type, destination.destination_type],
                # The older client takes the first type that might fit.
                "read as": [type(actor.configuration).__name__ for actor in (source, destination)] if TYPED else [],
                "streams": streams,
                "jobs": ran,
                "absent": absent,
                "not called": client.missing(),
            }
        )
    )


main()
