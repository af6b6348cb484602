"""The same endpoints as MCP tools, listed and called by the protocol's own client."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import pytest
from conftest import ROOT, Site, run_site

pytestmark = [pytest.mark.model]
CLIENT = """
import asyncio, json, sys
from mcp import ClientSession
from mcp.client.streamable_http import streamablehttp_client

async def main():
    async with streamablehttp_client(sys.argv[1] + "/gradio_api/mcp/") as (read, write, _):
        async with ClientSession(read, write) as session:
            await session.initialize()
            tools = (await session.list_tools()).tools
            asked = await session.call_tool(
                next(tool.name for tool in tools if tool.name.endswith("ask")),
                {"question": "Kuka on työmarkkinoiden kohtaannon yhteyshenkilö?"},
            )
    told = {tool.name: [tool.description, sorted(tool.inputSchema["properties"])] for tool in tools}
    print(json.dumps({"tools": told, "asked": [part.text for part in asked.content]}))

asyncio.run(main())
"""


@pytest.fixture(scope="module")
def answers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Any]]:
    """What the client gets from a page that offers tools."""
    running = run_site(tmp_path_factory.mktemp("tools"), ROOT / "corpus", TEEMAHAKU_MCP="1")
    site: Site = next(running)
    done = subprocess.run([sys.executable, "-c", CLIENT, site.address], capture_output=True, timeout=120)
    assert done.returncode == 0, done.stderr.decode()
    yield json.loads(done.stdout)
    next(running, None)


def test_the_tools_are_the_endpoints(answers: dict[str, Any]) -> None:
    tools = answers["tools"]
    assert sorted(name.rsplit("_", 1)[-1] for name in tools) == ["ask", "calls", "contacts", "search"]
    description, parameters = next(told for name, told in tools.items() if name.endswith("ask"))
    assert "Answer a question in Finnish" in description
    assert parameters == ["earlier", "question"]


def test_a_tool_answers(answers: dict[str, Any]) -> None:
    assert "0295 024 019" in " ".join(answers["asked"])
