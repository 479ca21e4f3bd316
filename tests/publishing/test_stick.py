from __future__ import annotations

import hashlib
import os
import shutil
import signal
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from narration.errors import OutputError
from narration.model import EditionFile
from narration.publishing import Copies, copy

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from narration.publishing.stick import Stuck

WEEK = {
    "01_Contents.mp3": b"contents",
    "02_A.mp3": b"a" * 5000,
    "03_A_title_of_thirty_one_ch.mp3": b"b" * 90_000,
    "04_B.mp3": b"c" * 70_000,
    "week.m3u": b"01_Contents.mp3\r\n",
}


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    (tmp_path / "stick").mkdir()
    return tmp_path / "stick"


def _facts(week: dict[str, bytes]) -> dict[str, EditionFile]:
    return {
        name: EditionFile(len(content), hashlib.sha256(content).hexdigest(), "audio/mpeg")
        for name, content in week.items()
    }


def _copy(tmp_path: Path, stick: Path, week: dict[str, bytes] = WEEK) -> Stuck:
    source = tmp_path / "source"
    shutil.rmtree(source, ignore_errors=True)
    source.mkdir()
    for name, content in week.items():
        (source / name).write_bytes(content)
    files = _facts(week)
    return copy(files, source, stick, Copies(tmp_path / "stick.json"))


def _there(stick: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(stick.iterdir())}


def _mount(folder: Path, *options: str) -> bool:
    mount = shutil.which("mount")
    command = [mount or "mount", "-t", "tmpfs", "-o", ",".join(options), "tmpfs", str(folder)]
    return bool(mount) and subprocess.run(command, capture_output=True, check=False).returncode == 0


def test_the_files_and_nothing_else_are_on_the_stick(tmp_path: Path, stick: Path) -> None:
    made = _copy(tmp_path, stick)

    assert (made.files, made.written) == (5, 5)
    assert _there(stick) == WEEK


def test_the_next_week_takes_the_place_of_the_last(tmp_path: Path, stick: Path) -> None:
    _copy(tmp_path, stick)
    (stick / "letter.txt").write_bytes(b"mine")
    following = {"01_Contents.mp3": b"other", "02_C.mp3": b"c", "week.m3u": b""}

    _copy(tmp_path, stick, following)

    assert _there(stick) == {**following, "letter.txt": b"mine"}


def test_a_week_that_is_there_already_is_read_and_not_written(tmp_path: Path, stick: Path) -> None:
    _copy(tmp_path, stick)
    before = {path.name: path.stat().st_mtime_ns for path in stick.iterdir()}

    made = _copy(tmp_path, stick)

    assert (made.files, made.written) == (5, 0)
    assert {path.name: path.stat().st_mtime_ns for path in stick.iterdir()} == before


def test_a_file_that_was_damaged_on_the_stick_is_not_ours_any_more(tmp_path: Path, stick: Path) -> None:
    _copy(tmp_path, stick)
    (stick / "02_A.mp3").write_bytes(b"x" * 5000)

    with pytest.raises(OutputError, match=r"has a file 02_A.mp3 that was not copied there from here"):
        _copy(tmp_path, stick)


def test_a_file_of_somebody_else_is_never_replaced(tmp_path: Path, stick: Path) -> None:
    (stick / "02_a.MP3").write_bytes(b"mine")

    with pytest.raises(
        OutputError, match=r"has a file 02_a.MP3 that was not copied there from here"
    ) as raised:
        _copy(tmp_path, stick)

    assert raised.value.exit_code == 6
    assert _there(stick) == {"02_a.MP3": b"mine"}


def test_other_sound_on_the_stick_stays_and_is_said(tmp_path: Path, stick: Path) -> None:
    (stick / "Song.MP3").write_bytes(b"la")
    (stick / "holiday.wav").write_bytes(b"la")
    (stick / "letter.txt").write_bytes(b"mine")

    made = _copy(tmp_path, stick)

    [message] = [remark.message for remark in made.remarks if "players will play" in remark.message]
    assert "Song.MP3 and 1 more" in message or "holiday.wav and 1 more" in message
    assert set(_there(stick)) == {*WEEK, "Song.MP3", "holiday.wav", "letter.txt"}


def test_a_stick_that_is_too_small_is_said_before_anything_is_touched(tmp_path: Path, stick: Path) -> None:
    if not _mount(stick, "size=100k"):
        pytest.skip("only root on Linux can mount the small disk that this needs")
    try:
        small = {"01_Contents.mp3": b"old"}
        _copy(tmp_path, stick, small)

        with pytest.raises(
            OutputError, match=r"expected 0\.2 MB of room on .*stick, got 0\.1 MB: nothing is copied"
        ):
            _copy(tmp_path, stick)

        assert _there(stick) == small
    finally:
        subprocess.run(["umount", str(stick)], check=True)


def test_a_stick_that_is_full_all_the_same_holds_whole_files_only(tmp_path: Path, stick: Path) -> None:
    # room for the folder, and four names: the one of a file that closes gaps is given back
    if not _mount(stick, "size=1m", "nr_inodes=4"):
        pytest.skip("only root on Linux can mount the small disk that this needs")
    try:
        with pytest.raises(
            OutputError, match=r"only 3 of 5 files are on .*: no space left on device"
        ) as raised:
            _copy(tmp_path, stick)

        assert raised.value.exit_code == 6
        assert _there(stick) == {name: WEEK[name] for name in list(WEEK)[:3]}
        subprocess.run(["mount", "-o", "remount,nr_inodes=100", str(stick)], check=True)
        _copy(tmp_path, stick)
        assert _there(stick) == WEEK
    finally:
        subprocess.run(["umount", str(stick)], check=True)


def test_a_file_that_cannot_be_written_to_its_end_is_removed(tmp_path: Path, stick: Path) -> None:
    """The limit of this process stands for the stick: the second file is larger."""
    resource = pytest.importorskip("resource")
    copies, handler = tmp_path / "stick.json", signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    big = {"01_A.mp3": b"a", "02_B.mp3": b"b" * 3_000_000}
    source = tmp_path / "source"
    source.mkdir()
    for name, content in big.items():
        (source / name).write_bytes(content)
    files = _facts(big)
    resource.setrlimit(resource.RLIMIT_FSIZE, (2_000_000, limits[1]))
    try:
        with pytest.raises(OutputError, match=r"only 1 of 2 files are on .*: file too large"):
            copy(files, source, stick, Copies(copies))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
        signal.signal(signal.SIGXFSZ, handler)

    assert _there(stick) == {"01_A.mp3": b"a"}


def test_what_was_half_there_when_the_stick_was_pulled_is_removed_the_next_time(
    tmp_path: Path, stick: Path
) -> None:
    files = _facts(WEEK)
    copies = Copies(tmp_path / "stick.json")
    (stick / "01_Contents.mp3").write_bytes(WEEK["01_Contents.mp3"])
    (stick / "03_A_title_of_thirty_one_ch.mp3").write_bytes(b"b" * 40_000)
    for name in list(files)[:3]:
        copies.begin(stick / name, files[name])

    _copy(tmp_path, stick)

    assert _there(stick) == WEEK


def test_what_reads_back_otherwise_is_an_error(
    tmp_path: Path, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is mocked but the stick's bad memory."""
    from narration.publishing import stick as module  # noqa: PLC0415

    real = module._forget

    def spoil(file) -> None:
        real(file)
        if file.name.endswith("04_B.mp3"):
            os.pwrite(file.fileno(), b"?", 100)

    monkeypatch.setattr(module, "_forget", spoil)

    with pytest.raises(
        OutputError, match=r"only 3 of 5 files are on .*what was written reads back otherwise"
    ):
        _copy(tmp_path, stick)

    assert set(_there(stick)) == set(list(WEEK)[:3])


@pytest.fixture
def fat(tmp_path: Path) -> Iterator[Path]:
    """A stick of FAT, in a file."""
    tools = [shutil.which(name) for name in ("mkfs.vfat", "fusefat", "fusermount")]
    if not all(tools):
        pytest.skip("mkfs.vfat, fusefat or fusermount is not installed; .ci/run installs them")
    image, folder = tmp_path / "fat.img", tmp_path / "fat"
    with image.open("wb") as file:
        file.truncate(40 << 20)
    folder.mkdir()
    subprocess.run([str(tools[0]), "-F", "32", str(image)], check=True, capture_output=True)
    if subprocess.run(
        [str(tools[1]), "-o", "rw+", str(image), str(folder)], check=False, capture_output=True
    ).returncode:
        pytest.skip("this user may mount nothing")
    try:
        yield folder
    finally:
        subprocess.run([str(tools[2]), "-u", str(folder)], check=True)


def _order(folder: Path) -> list[str]:
    with os.scandir(folder) as listing:
        return [entry.name for entry in listing if entry.is_file()]


def test_the_directory_of_a_stick_has_the_files_in_the_order_of_hearing(tmp_path: Path, fat: Path) -> None:
    assert _copy(tmp_path, fat).remarks == ()

    assert _order(fat) == list(WEEK)


def test_gaps_that_others_have_left_do_not_change_the_order(tmp_path: Path, fat: Path) -> None:
    for name in ("x.txt", "letter.txt", "y.txt", "photograph_of_the_harbour.txt", "last.txt"):
        (fat / name).write_bytes(b"mine")
    for name in ("x.txt", "y.txt"):  # room for a short name: a long one goes behind all others
        (fat / name).unlink()

    made = _copy(tmp_path, fat)

    assert made.remarks == ()
    assert _order(fat) == ["letter.txt", "photograph_of_the_harbour.txt", "last.txt", *WEEK]


def test_the_next_week_is_in_order_too(tmp_path: Path, fat: Path) -> None:
    _copy(tmp_path, fat)
    (fat / "letter.txt").write_bytes(b"mine")
    following = {f"{n:02}_{'A_longer_title'[: n % 14]}.mp3": bytes(n) for n in range(1, 30)}

    made = _copy(tmp_path, fat, following)

    assert made.remarks == ()
    assert _order(fat) == ["letter.txt", *following]


_COPYING = """
import sys, hashlib, time
from pathlib import Path
from narration.model import EditionFile
from narration.publishing import Copies, copy, stick
source, target, record = map(Path, sys.argv[1:])
real = stick.shutil.copyfileobj
def slowly(content, file, size):
    if file.name.endswith("03_A_title_of_thirty_one_ch.mp3"):
        file.write(content.read(40_000)); file.flush(); print("half", flush=True); time.sleep(60)
    real(content, file, size)
stick.shutil.copyfileobj = slowly
files = {p.name: EditionFile(p.stat().st_size, hashlib.sha256(p.read_bytes()).hexdigest(), "audio/mpeg")
         for p in sorted(source.iterdir())}
copy(files, source, target, Copies(record))
"""


def test_a_kill_in_the_middle_of_a_file_is_mended_by_the_next_copy(tmp_path: Path, stick: Path) -> None:
    source = tmp_path / "source"
    source.mkdir()
    for name, content in WEEK.items():
        (source / name).write_bytes(content)
    (stick / "letter.txt").write_bytes(b"mine")
    command = [sys.executable, "-c", _COPYING, str(source), str(stick), str(tmp_path / "stick.json")]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as copying:
        assert copying.stdout
        assert copying.stdout.readline() == b"half\n"
        copying.kill()
    assert len(_there(stick)["03_A_title_of_thirty_one_ch.mp3"]) == 40_000

    _copy(tmp_path, stick)

    assert _there(stick) == {**WEEK, "letter.txt": b"mine"}
