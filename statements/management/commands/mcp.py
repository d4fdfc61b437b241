"""Offer the archive to research assistants, over standard input and output."""

import threading
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import close_old_connections

from archive import VERSION
from statements.operations.assistants import TOOLS, NoAnswer

INSTRUCTIONS = (
    "On Record holds statements of public figures, each a slice of a published source. Cite the address of a "
    "statement, and say where it is machine-read. What is not held here may still have been said."
)


class Command(BaseCommand):
    help = (
        "Offer the archive to a research assistant by the Model Context Protocol, over standard input and output: "
        "search, get_statement, verify and compare, each with permanent addresses that begin with ONRECORD_ADDRESS. "
        "It needs the library mcp: python -m pip install -r requirements/mcp.in"
    )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            from mcp.server import MCPServer
            from mcp.server.mcpserver.exceptions import ToolError
            from mcp.types import ToolAnnotations
        except ImportError:
            raise CommandError(
                "The protocol is spoken by the library mcp, which is not installed: "
                "python -m pip install -r requirements/mcp.in"
            ) from None
        one_at_a_time = threading.Lock()

        def answering(tool: Callable[..., Any]) -> Callable[..., Any]:
            @wraps(tool)
            def answer(*given: Any, **named: Any) -> Any:
                with one_at_a_time:
                    close_old_connections()
                    try:
                        return tool(*given, **named)
                    except NoAnswer as reason:
                        raise ToolError(str(reason)) from None

            return answer

        server = MCPServer(
            "on-record", title="On Record", version=VERSION, instructions=INSTRUCTIONS, log_level="WARNING"
        )
        for name, tool in TOOLS.items():
            server.add_tool(
                answering(tool),
                name=name,
                description=" ".join((tool.__doc__ or "").split()),
                annotations=ToolAnnotations(read_only_hint=True, open_world_hint=False),
            )
        server.run("stdio")
