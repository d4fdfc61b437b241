"""What the columns of a table are, for whoever reads it with a program: Frictionless Table Schema.

https://specs.frictionlessdata.io/table-schema/, version 1.
"""

from collections.abc import Mapping
from typing import Any

from .base import Column, RowType

FORMATS: Mapping[str, dict[str, str]] = {"uri": {"type": "string", "format": "uri"}}


def table_schema(rows: RowType) -> dict[str, Any]:
    return {
        "fields": [field_of(one) for one in rows.described],
        "primaryKey": rows.columns[0],
        "missingValues": [""],
    }


def field_of(column: Column) -> dict[str, Any]:
    kind = FORMATS.get(column.type, {"type": column.type})
    return {"name": column.name, **kind, "description": column.told}
