"""Counts what schemathesis checks, and writes it as JSON to the file that LASIUS_COUNTS names."""

import collections
import json
import os

import schemathesis.cli
from schemathesis.engine import events


@schemathesis.cli.handler()
class Counts(schemathesis.cli.EventHandler):
    def __init__(self, *args, **params):
        self.phases = collections.Counter()
        self.statuses = collections.Counter()
        self.checks = collections.defaultdict(collections.Counter)

    def handle_event(self, ctx, event):
        if isinstance(event, events.ScenarioFinished):
            recorder = event.recorder
            for interaction in recorder.interactions.values():
                self.phases[event.phase.value] += 1
                if interaction.response is not None:
                    self.statuses[str(interaction.response.status_code)] += 1
            for checks in recorder.checks.values():
                for check in checks:
                    self.checks[check.name][check.status.name.lower()] += 1

    def shutdown(self, ctx):
        with open(os.environ["LASIUS_COUNTS"], "w", encoding="utf-8") as file:
            json.dump(
                {
                    "cases": sum(self.phases.values()),
                    "phases": self.phases,
                    "statuses": self.statuses,
                    "checks": self.checks,
                },
                file,
                sort_keys=True,
            )
