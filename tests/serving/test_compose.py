"""What docker/ promises of each container: a number for a user, nothing writable but its folders, no powers, bounds."""

from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
FILES = ("compose.yaml", "cluster.yaml")
WRITES_BESIDE_ITSELF = (
    "search-1",
    "search-2",
    "search-3",
)  # the image of OpenSearch makes its settings when it starts


def services(name: str) -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = yaml.safe_load((ROOT / "docker" / name).read_text())["services"]
    return found


EACH = [pytest.param(file, name, id=f"{file} {name}") for file in FILES for name in services(file)]


@pytest.mark.parametrize(("file", "name"), EACH)
def test_a_container_is_bounded_and_has_no_powers(file: str, name: str) -> None:
    told = services(file)[name]
    assert told["cap_drop"] == ["ALL"]
    assert "no-new-privileges:true" in told["security_opt"]
    assert all(part.isdecimal() for part in told["user"].split(":"))
    assert told["mem_limit"].endswith(("m", "g"))
    assert told["pids_limit"] > 0
    assert bool(told.get("read_only")) is (name not in WRITES_BESIDE_ITSELF)


@pytest.mark.parametrize("file", FILES)
def test_only_the_proxy_is_root_and_may_open_low_ports_and_only_it_is_reached(file: str) -> None:
    told = services(file)
    assert {name for name, one in told.items() if one["user"].startswith("0:")} == {"proxy"}
    assert {name: one["cap_add"] for name, one in told.items() if "cap_add" in one} == {
        "proxy": ["NET_BIND_SERVICE"]
    }
    open_to = {name: one["ports"] for name, one in told.items() if "ports" in one}
    assert open_to == {"proxy": ["80:80", "443:443"], "site": ["127.0.0.1:8000:8000"]}


@pytest.mark.parametrize("file", FILES)
def test_what_is_written_lies_in_a_volume_or_in_memory(file: str) -> None:
    told = services(file)
    assert told["site"]["volumes"][0] == "data:/data"
    assert told["database"]["volumes"] == ["database:/var/lib/postgresql/data"]
    places = {place.partition(":")[0] for place in told["database"]["tmpfs"]}
    assert places == {"/tmp", "/var/run/postgresql"}


def test_the_image_and_the_services_name_one_user() -> None:
    dockerfile = (ROOT / "docker/Dockerfile").read_text()
    assert {services(file)["site"]["user"] for file in FILES} == {"10001:10001"}
    assert "USER 10001:10001" in dockerfile and "--uid 10001 --gid 10001" in dockerfile
