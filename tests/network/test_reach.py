"""Which machines are asked: whatever a name leads to, none that is not public, unless the operator lists it."""

import ipaddress

import pytest

from statements.network.addresses import parse_address
from statements.network.faults import Unfetchable
from statements.network.reach import Reach, is_public, parse_networks, parse_ports


@pytest.mark.parametrize(
    "ip",
    [
        "0.0.0.0", "10.1.2.3", "100.64.0.1", "100.100.100.200", "127.0.0.1", "127.9.9.9", "168.63.129.16",
        "169.254.169.254", "172.16.0.1", "172.31.255.255", "192.0.0.192", "192.0.2.1", "192.168.1.1",
        "198.18.0.1", "198.51.100.7", "203.0.113.9", "224.0.0.1", "255.255.255.255", "240.0.0.1",
        "::", "::1", "::127.0.0.1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:169.254.169.254",
        "::ffff:0:10.0.0.1", "64:ff9b::10.0.0.1", "64:ff9b::169.254.169.254", "64:ff9b:1::1", "100::1",
        "2001::1", "2001:0:53aa:64c::1", "2001:db8::1", "2002:7f00:1::", "2002:a9fe:a9fe::1", "3fff::1",
        "2606:2800:220:1:0:5efe:10.0.0.1", "fc00::1", "fd00:ec2::254", "fe80::1", "fec0::1", "ff02::1", "5f00::1",
    ],
)  # fmt: skip
def test_what_is_not_public_is_known(ip: str) -> None:
    assert not is_public(ipaddress.ip_address(ip))


@pytest.mark.parametrize(
    "ip",
    ["1.1.1.1", "93.184.216.34", "172.32.0.1", "100.128.0.1", "192.0.1.1", "223.255.255.255",
     "2606:2800:220:1:248:1893:25c8:1946", "2a00:1450:4001::1", "::ffff:93.184.216.34", "64:ff9b::93.184.216.34"],
)  # fmt: skip
def test_what_is_public_is_known(ip: str) -> None:
    assert is_public(ipaddress.ip_address(ip))


def machines(ips: list[str], networks: str = "") -> list[str]:
    reach = Reach(networks=parse_networks(networks), resolve=lambda host, port: ips)
    return reach.machines(parse_address("https://courier.example/"))


def test_the_machines_of_a_public_name_are_asked() -> None:
    assert machines(["93.184.216.34", "2606:2800:220:1::1"]) == ["93.184.216.34", "2606:2800:220:1::1"]


@pytest.mark.parametrize("ips", [["127.0.0.1"], ["93.184.216.34", "10.0.0.1"], ["fe80::1%eth0"], ["::1"]])
def test_a_name_with_one_machine_inside_is_not_asked_at_all(ips: list[str]) -> None:
    with pytest.raises(Unfetchable, match="no machine of the public internet"):
        machines(ips)


@pytest.mark.parametrize(
    ("ip", "network"),
    [("10.1.2.3", "10.1.0.0/16"), ("127.0.0.1", "127.0.0.1"), ("::ffff:10.1.2.3", "10.1.0.0/16"),
     ("fd00::7", "10.0.0.0/8, fd00::/8"), ("64:ff9b::10.1.2.3", "10.1.0.0/16")],
)  # fmt: skip
def test_what_the_operator_lists_is_asked(ip: str, network: str) -> None:
    assert machines([ip], network)
    with pytest.raises(Unfetchable):
        machines([ip], "192.168.7.0/24")


def test_a_name_that_is_not_known_may_be_known_later() -> None:
    def unknown(host: str, port: int) -> list[str]:
        raise OSError("no such name")

    with pytest.raises(Unfetchable, match="not known") as refused:
        Reach(resolve=unknown).machines(parse_address("https://courier.example/"))
    assert refused.value.passing


def test_settings_that_say_nothing_are_told_so() -> None:
    assert parse_networks("") == ()
    assert parse_ports("80, 443") == {80, 443}
    for wrong in ("10.0.0.0/99", "intranet", "10.0.0.1/8"):
        with pytest.raises(ValueError, match="no network"):
            parse_networks(wrong)
    for wrong in ("http", "0", "70000", "-1"):
        with pytest.raises(ValueError, match="no list of ports"):
            parse_ports(wrong)
