"""An import-linter contract: one feature enters another only by its doors."""

from __future__ import annotations

from typing import Any

from grimp import ImportGraph
from importlinter import Contract, ContractCheck, fields, output


class DoorsContract(Contract):
    """Forbid imports from a feature into the inner modules of another."""

    type_name = "doors"

    container = fields.StringField()
    doors = fields.SetField(subfield=fields.StringField())

    def check(self, graph: ImportGraph, verbose: bool) -> ContractCheck:
        """Look at every import between two children of the container."""
        del verbose
        prefix = f"{self.container}."
        wrong: list[dict[str, Any]] = []
        for importer in sorted(graph.modules):
            if not importer.startswith(prefix) or ".tests" in importer:
                continue
            home = importer[len(prefix) :].split(".")[0]
            for imported in graph.find_modules_directly_imported_by(importer):
                if not imported.startswith(prefix):
                    continue
                there, *inner = imported[len(prefix) :].split(".")
                if home != there and inner and inner[0] not in self.doors:
                    wrong.append({"importer": importer, "imported": imported})
        return ContractCheck(kept=not wrong, metadata={"wrong": wrong})

    def render_broken_contract(self, check: ContractCheck) -> None:
        """Name each offender."""
        for line in check.metadata["wrong"]:
            output.print_error(f"{line['importer']} enters {line['imported']} by the window")
