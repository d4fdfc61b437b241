"""A file that keeps an archive: whole or not there when made, believed in nothing when read."""

import gzip
import io
import json
import tarfile
import tracemalloc
from pathlib import Path
from typing import Any

import pytest

from statements.operations.container import (
    MANIFEST,
    measure,
    open_package,
    pack,
    room_beside,
    working_folder,
)
from statements.operations.manifest import BACKUP, FORMAT_VERSION, Manifest, OperationRefused, TableCount

FILES = {
    "archive.sqlite3": b"rows " * 5000,
    "uploads/2021/charts of the strait.pdf": b"%PDF",
    "uploads/empty": b"",
}


def nobody(done: int, total: int) -> None:
    pass


def make(path: Path, replace: bool = False, files: dict[str, bytes] = FILES) -> Manifest:
    with room_beside(path, replace) as room:
        places = {}
        for number, (name, data) in enumerate(files.items()):
            places[name] = room / str(number)
            places[name].write_bytes(data)
        manifest = Manifest(
            kind=BACKUP,
            program="0.2.0",
            made_at="2021-03-05T10:00:00+00:00",
            engine="sqlite",
            migrations=("statements.0001_initial",),
            tables={"statements_quote": TableCount(rows=3)},
            members=tuple(measure(place, name) for name, place in places.items()),
        )
        pack(path, manifest, places.__getitem__, room, nobody, replace)
    return manifest


def read(path: Path, folder: Path | None = None) -> Manifest:
    with open_package(path) as package:
        package.unpack(folder, nobody)
        return package.manifest


def refused(path: Path, folder: Path | None = None) -> str:
    with pytest.raises(OperationRefused) as error:
        read(path, folder)
    assert str(path) in str(error.value)
    return str(error.value)


@pytest.fixture
def kept(tmp_path) -> Path:
    path = tmp_path / "kept.tar.gz"
    make(path)
    return path


@pytest.fixture
def folder(tmp_path) -> Path:
    folder = tmp_path / "unpacked"
    folder.mkdir()
    return folder


# Made


def test_what_was_packed_is_unpacked(kept: Path, folder: Path) -> None:
    manifest = read(kept, folder)
    assert manifest.tables == {"statements_quote": TableCount(rows=3)}
    found = {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}
    assert found == FILES


def test_any_tar_program_opens_it(kept: Path) -> None:
    with tarfile.open(kept) as tar:
        assert tar.getnames() == [MANIFEST, *FILES]


def test_its_owner_alone_may_read_it(kept: Path) -> None:
    assert kept.stat().st_mode & 0o777 == 0o600


def test_nothing_lies_beside_it_afterwards(kept: Path) -> None:
    assert list(kept.parent.iterdir()) == [kept]


def test_a_name_of_any_length_is_kept(tmp_path, folder) -> None:
    name = "uploads/" + "/".join(["a folder with a long name, and Ж"] * 9)
    make(tmp_path / "kept.tar.gz", files={name: b"words"})
    read(tmp_path / "kept.tar.gz", folder)
    assert (folder / name).read_bytes() == b"words"


def test_a_file_of_that_name_stays_unless_it_is_given_up(kept: Path) -> None:
    before = kept.read_bytes()
    with pytest.raises(OperationRefused, match="is there already"):
        make(kept)
    assert kept.read_bytes() == before
    make(kept, replace=True, files={"archive.sqlite3": b"other"})
    assert kept.read_bytes() != before


def test_a_failure_half_way_leaves_the_old_file_and_nothing_else(kept: Path) -> None:
    before = kept.read_bytes()
    with pytest.raises(ZeroDivisionError), room_beside(kept, True) as room:
        (room / "packed").write_bytes(b"half")
        raise ZeroDivisionError
    assert kept.read_bytes() == before
    assert list(kept.parent.iterdir()) == [kept]


def test_what_a_kill_left_is_removed_and_what_is_in_use_is_not(tmp_path) -> None:
    left = tmp_path / ".kept.unfinished-old"
    left.mkdir()
    (left / "packed").write_bytes(b"half")
    with working_folder(tmp_path, "kept") as used:
        assert not left.exists()
        with working_folder(tmp_path, "kept"):
            assert used.exists()


def test_a_file_that_changes_while_it_is_packed_is_refused(tmp_path) -> None:
    path = tmp_path / "kept.tar.gz"
    with pytest.raises(OperationRefused, match="changed meanwhile"), room_beside(path, False) as room:
        (room / "one").write_bytes(b"before")
        member = measure(room / "one", "uploads/one")
        (room / "one").write_bytes(b"behind")
        manifest = Manifest(
            kind=BACKUP, program="", made_at="", engine="", migrations=(), tables={}, members=(member,)
        )
        pack(path, manifest, lambda name: room / "one", room, nobody)
    assert not path.exists()


@pytest.mark.parametrize("name", ["", "no such folder/kept.tar.gz"])
def test_a_place_that_is_none_is_refused(tmp_path, name: str) -> None:
    with pytest.raises(OperationRefused, match="folder"), room_beside(tmp_path / name, False):
        pass


# Read: what is damaged


def test_no_file_and_a_folder_are_refused(tmp_path) -> None:
    assert "no file" in refused(tmp_path / "none")
    assert "is a folder" in refused(tmp_path)


@pytest.mark.parametrize("data", [b"", b"\x1f", b"words", b"SQLite format 3\0" * 50])
def test_what_is_not_compressed_is_no_backup(tmp_path, data: bytes) -> None:
    (tmp_path / "it").write_bytes(data)
    assert "is no backup" in refused(tmp_path / "it")


def test_a_cut_file_is_refused_wherever_it_was_cut(kept: Path, folder: Path) -> None:
    data = kept.read_bytes()
    for length in {*range(2, len(data), 29), len(data) - 1, len(data) - 9}:
        kept.write_bytes(data[:length])
        assert "damaged" in refused(kept)


def test_a_flipped_byte_is_found_wherever_it_is(kept: Path) -> None:
    data = kept.read_bytes()
    header = {4, 5, 6, 7, 8, 9}  # when, how and on what system it was compressed: nobody asks that
    for place in {*range(0, len(data), 13), len(data) - 1} - header:
        kept.write_bytes(data[:place] + bytes([data[place] ^ 0x10]) + data[place + 1 :])
        assert refused(kept)


def test_a_damaged_member_is_named(tmp_path) -> None:
    path = packed(tmp_path, told_of({"archive.sqlite3": b"right"}), [("archive.sqlite3", b"wrong")])
    assert "archive.sqlite3 is not what was written" in refused(path)


# Read: what is hostile


def told_of(files: dict[str, bytes], **other: Any) -> dict[str, Any]:
    """Return the manifest of some files as JSON has it, with what is otherwise than it should be."""
    import hashlib

    members = [
        {"name": name, "size": len(data), "sha256": hashlib.sha256(data).hexdigest()}
        for name, data in files.items()
    ]
    whole = {
        "format": "on-record archive", "format_version": 1, "kind": "backup", "program": "0.2.0", "made_at": "",
        "engine": "sqlite", "left_out": [], "settings": {}, "key_mark": "", "tables": {}, "migrations": [],
        "members": members,
    }  # fmt: skip
    return whole | other


def packed(tmp_path: Path, manifest: Any, files: list[tuple[Any, bytes]]) -> Path:
    """Write a file by hand: a manifest, and members by name or with a header of any kind."""
    path = tmp_path / "hostile.tar.gz"
    with tarfile.open(path, "w:gz", format=tarfile.GNU_FORMAT) as tar:
        told = manifest if isinstance(manifest, bytes) else json.dumps(manifest).encode()
        for header, data in [(MANIFEST, told), *files]:
            info = header if isinstance(header, tarfile.TarInfo) else tarfile.TarInfo(header)
            info.size = info.size or len(data)
            tar.addfile(info, io.BytesIO(data))
    return path


def header(name: str, kind: bytes, link: str = "") -> tarfile.TarInfo:
    info = tarfile.TarInfo(name)
    info.type, info.linkname = kind, link
    return info


@pytest.mark.parametrize(
    "name",
    [
        "../outside", "uploads/../../outside", "/outside", "uploads//outside", "uploads/./outside", "secret_key/x",
        "static/site.js", "archive.sqlite3-wal", "uploads/", "tables/../archive.sqlite3", "uploads/a\0b",
    ],
)  # fmt: skip
def test_a_name_that_leads_elsewhere_is_refused(tmp_path, folder, name: str) -> None:
    path = packed(tmp_path, told_of({name: b"x"}), [(name.replace("\0", ""), b"x")])
    assert "its manifest does not tell" in refused(path, folder)
    assert not (tmp_path / "outside").exists() and not list(folder.iterdir())


def test_a_member_that_the_manifest_does_not_name_is_refused(tmp_path, folder) -> None:
    path = packed(tmp_path, told_of({}), [("../outside", b"x")])
    assert "does not name '../outside'" in refused(path, folder)
    assert not (tmp_path / "outside").exists()


@pytest.mark.parametrize(
    "kind", [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.CHRTYPE, tarfile.DIRTYPE, tarfile.FIFOTYPE]
)
def test_what_is_no_plain_file_is_refused(tmp_path, folder, kind: bytes) -> None:
    one = header("uploads/one", kind, "/etc/passwd")
    path = packed(tmp_path, told_of({"uploads/one": b""}), [(one, b"")])
    assert "'uploads/one' in it is no plain file" in refused(path, folder)
    assert not list(folder.iterdir())


def test_a_member_of_another_size_than_told_is_refused_before_it_is_read(tmp_path, folder) -> None:
    path = packed(tmp_path, told_of({"archive.sqlite3": b"small"}), [("archive.sqlite3", b"\0" * 1_000_000)])
    assert "has 1000000 bytes, and the manifest says 5" in refused(path, folder)
    assert not list(folder.iterdir())


def test_what_has_no_room_is_refused_before_it_is_read(tmp_path, folder) -> None:
    members = [{"name": "archive.sqlite3", "size": 10**18, "sha256": "0" * 64}]
    path = packed(tmp_path, told_of({}, members=members), [])
    with pytest.raises(OperationRefused, match="There is no room"):
        read(path, folder)


@pytest.mark.parametrize(
    "kind", [tarfile.XHDTYPE, tarfile.XGLTYPE, tarfile.GNUTYPE_LONGNAME, tarfile.GNUTYPE_LONGLINK]
)
def test_a_header_that_would_fill_the_memory_is_refused(tmp_path, kind: bytes) -> None:
    path = tmp_path / "hostile.tar.gz"
    one = header("././@LongLink", kind)
    one.size = 300_000_000
    with gzip.open(path, "wb", compresslevel=1) as file:
        file.write(one.tobuf(format=tarfile.USTAR_FORMAT) + b"\0" * 60_000_000)
    tracemalloc.start()
    refused(path)
    assert tracemalloc.get_traced_memory()[1] < 20_000_000
    tracemalloc.stop()


def test_what_comes_twice_is_missing_or_comes_behind_is_refused(tmp_path, folder) -> None:
    told = told_of({"uploads/a": b"a", "uploads/b": b"b"})
    twice = packed(tmp_path, told, [("uploads/a", b"a"), ("uploads/a", b"a")])
    assert "or only once" in refused(twice, folder)
    assert "uploads/b is not in it" in refused(packed(tmp_path, told, [("uploads/a", b"a")]))
    whole = packed(tmp_path, told, [("uploads/a", b"a"), ("uploads/b", b"b")])
    read(whole)
    whole.write_bytes(whole.read_bytes() + gzip.compress(b"more" * 1_000_000))
    assert "behind its last member" in refused(whole)
    whole.write_bytes(
        gzip.compress(gzip.decompress(whole.read_bytes())[: -tarfile.RECORDSIZE] + b"\0" * 50_000_000)
    )
    assert refused(whole)


@pytest.mark.parametrize(
    ("manifest", "says"),
    [
        (b"words", "its manifest is not one"),
        (b"[]", "its manifest is not one"),
        ({"name": "other", "version": 3}, "its manifest is not one"),
        (told_of({}, format="other program"), "of another program"),
        (told_of({}, format_version=FORMAT_VERSION + 1, program="9.0"), r"of a newer On Record \(9.0\)"),
        (told_of({}, format_version="1"), "newer"),
        (told_of({}, kind="export"), "does not tell"),
        (told_of({}, members=[{"name": "uploads/a"}]), "does not tell"),
        (told_of({}, members=[{"name": "uploads/a", "size": -1, "sha256": "0" * 64}]), "does not tell"),
        (told_of({}, members=[{"name": "uploads/a", "size": 1, "sha256": "no"}]), "does not tell"),
        (told_of({}, members=None), "does not tell"),
        (told_of({}, tables=[]), "does not tell"),
    ],
)
def test_a_manifest_that_is_not_ours_is_refused(tmp_path, manifest: Any, says: str) -> None:
    with pytest.raises(OperationRefused, match=says):
        read(packed(tmp_path, manifest, []))


def test_a_tar_of_something_else_is_no_backup(tmp_path) -> None:
    path = tmp_path / "other.tar.gz"
    with tarfile.open(path, "w:gz") as tar:
        tar.addfile(tarfile.TarInfo("README"), io.BytesIO())
    assert "does not begin with manifest.json" in refused(path)


def test_a_manifest_is_not_read_whatever_its_size(tmp_path, monkeypatch: Any) -> None:
    monkeypatch.setattr("statements.operations.container.LARGEST_MANIFEST", 100)
    assert "its manifest says to be of" in refused(packed(tmp_path, told_of({}), []))
