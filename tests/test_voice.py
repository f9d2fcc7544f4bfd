"""The voice reads tickets and windows as a hall does, and nobody ever waits for it."""

from __future__ import annotations

import io
import string
import sys
import threading
import wave
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from hall_desk import assets, voice

PATIENCE_S = 60  # only a broken speaker ever takes this long
CLIPS = [
    *("chime", "pause", "qing", "hao", "dao", "shi"),
    *("hao_chuangkou", "kehu_jinkuai_dao", "zheshi_di", "ci_hujiao"),
    *(f"digit_{digit}" for digit in string.digits),
    *(f"letter_{letter}" for letter in string.ascii_lowercase),
]


class FakePlayer:
    """Plays for as long as the test wants, or until it is stopped."""

    def __init__(self, *, held: bool = False) -> None:
        self.started = threading.Semaphore(0)
        self.ended = threading.Semaphore(0)
        self.go_on = threading.Semaphore(0 if held else 1_000)
        self.fault = ""
        self.cut_short = 0
        self.sounds: list[bytes] = []

    def play(self, sound: bytes, stop: threading.Event) -> None:
        self.sounds.append(sound)
        self.started.release()
        try:
            while not self.go_on.acquire(timeout=0.01):
                if stop.is_set():
                    self.cut_short += 1
                    return
            if self.fault:
                raise voice.VoiceFault(self.fault)
        finally:
            self.ended.release()

    def wait(self, what: threading.Semaphore, times: int = 1) -> None:
        assert all(what.acquire(timeout=PATIENCE_S) for _ in range(times))


@contextmanager
def speaking(player: voice.Player | None) -> Iterator[voice.ClipSpeaker]:
    speaker = voice.ClipSpeaker(find=lambda: player)
    try:
        yield speaker
    finally:
        speaker.close()
        assert "hall-voice" not in [thread.name for thread in threading.enumerate()]


@pytest.fixture
def own_clips(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder of clips of the hall's own."""
    monkeypatch.setattr(assets, "resource", lambda relative: tmp_path / Path(relative).name)
    voice._frames.cache_clear()
    yield tmp_path
    voice._frames.cache_clear()


def spoken(clips: list[str]) -> str:
    """The clips of a call without their sounds, shortened for reading."""
    return " ".join(clip.removeprefix("digit_").removeprefix("letter_") for clip in clips)


def frames_of(sound: bytes) -> bytes:
    with wave.open(io.BytesIO(sound), "rb") as clip:
        return clip.readframes(clip.getnframes())


def recorded(path: Path, *, rate: int = 16_000) -> None:
    with wave.open(str(path), "wb") as clip:
        clip.setnchannels(1)
        clip.setsampwidth(2)
        clip.setframerate(rate)
        clip.writeframes(b"\x01\x00" * 100)


@pytest.mark.parametrize(
    ("ticket", "window", "call", "said"),
    [
        ("A012", 3, 1, "chime qing a 0 1 2 hao pause dao 3 hao_chuangkou"),
        ("B105", 12, 1, "chime qing b 1 0 5 hao pause dao shi 2 hao_chuangkou"),
        (
            "A012",
            3,
            3,
            "chime qing a 0 1 2 hao kehu_jinkuai_dao 3 hao_chuangkou pause zheshi_di 3 ci_hujiao",
        ),
        ("e-7", 1, 1, "chime qing e 7 hao pause dao 1 hao_chuangkou"),
    ],
)
def test_a_call_is_read_as_in_a_hall(ticket: str, window: int, call: int, said: str) -> None:
    assert spoken(voice.announcement(ticket, window, call)) == said


@pytest.mark.parametrize(
    ("window", "said"),
    [(9, "9"), (10, "shi"), (20, "2 shi"), (35, "3 shi 5"), (99, "9 shi 9"), (101, "1 0 1")],
)
def test_window_numbers_are_read_as_numbers(window: int, said: str) -> None:
    assert spoken(voice.announcement("A001", window, 1)).endswith(f"dao {said} hao_chuangkou")


@pytest.mark.parametrize("name", CLIPS)
def test_every_clip_is_there_in_one_format_and_trimmed(name: str) -> None:
    with wave.open(str(assets.resource(f"voice/{name}.wav")), "rb") as clip:
        assert clip.getparams()[:3] == (1, 2, 16_000)
        assert 0.1 < clip.getnframes() / 16_000 < 2
        samples = memoryview(clip.readframes(clip.getnframes())).cast("h")
    if name == "pause":
        assert not any(samples)
        return
    peak = max(abs(sample) for sample in samples)
    loud = [index for index, sample in enumerate(samples) if abs(sample) > peak * 0.03]
    assert 32_767 * 0.3 < peak < 32_767 * 0.95
    assert loud[0] < 0.1 * 16_000
    assert len(samples) - loud[-1] < 0.15 * 16_000


def test_the_folder_holds_no_clip_that_is_never_spoken() -> None:
    assert {path.stem for path in assets.resource("voice").glob("*.wav")} == set(CLIPS)


def test_a_joined_call_is_its_clips_one_after_another() -> None:
    names = voice.announcement("B105", 12, 2)
    parts = [frames_of(assets.resource(f"voice/{name}.wav").read_bytes()) for name in names]
    assert frames_of(voice.join(names)) == b"".join(parts)


def test_a_missing_clip_is_named(own_clips: Path) -> None:
    recorded(own_clips / "qing.wav")
    with pytest.raises(voice.VoiceFault, match=r"缺少语音文件：hao\.wav"):
        voice.join(["qing", "hao"])


def test_a_recording_in_another_format_is_named(own_clips: Path) -> None:
    recorded(own_clips / "qing.wav", rate=44_100)
    with pytest.raises(voice.VoiceFault, match=r"16 kHz.*qing\.wav"):
        voice.join(["qing"])


def test_a_file_that_is_no_recording_is_named(own_clips: Path) -> None:
    (own_clips / "qing.wav").write_bytes(b"MP3")
    with pytest.raises(voice.VoiceFault, match=r"无法读取：qing\.wav"):
        voice.join(["qing"])


def test_nobody_waits_while_a_call_is_spoken() -> None:
    player = FakePlayer(held=True)
    with speaking(player) as speaker:
        for number in range(3):
            speaker.say(f"A00{number}", 1, 1)  # returns although the player never does
        player.wait(player.started)
        player.go_on.release(3)
        player.wait(player.ended, 3)
        assert player.sounds == [
            voice.join(voice.announcement(f"A00{number}", 1, 1)) for number in range(3)
        ]
        assert speaker.state == "语音正常"


def test_in_a_flood_the_oldest_calls_drop_out() -> None:
    player = FakePlayer(held=True)
    with speaking(player) as speaker:
        speaker.say("A000", 1, 1)
        player.wait(player.started)
        for number in range(1, voice.QUEUE_LIMIT + 3):
            speaker.say(f"A{number:03}", 1, 1)
        player.go_on.release(voice.QUEUE_LIMIT + 1)
        player.wait(player.ended, voice.QUEUE_LIMIT + 1)
        assert player.sounds[1] == voice.join(voice.announcement("A003", 1, 1))
        assert len(player.sounds) == voice.QUEUE_LIMIT + 1


def test_switching_off_silences_the_current_and_the_waiting_calls() -> None:
    player = FakePlayer(held=True)
    with speaking(player) as speaker:
        for number in range(3):
            speaker.say(f"A00{number}", 1, 1)
        player.wait(player.started)
        speaker.enabled = False
        assert speaker.state == "语音已关闭"
        player.wait(player.ended)
        speaker.say("A008", 1, 1)  # not spoken: the voice is off

        speaker.enabled = True
        player.go_on.release()
        speaker.say("A009", 1, 1)
        player.wait(player.ended)
        assert (player.cut_short, len(player.sounds)) == (1, 2)
        assert player.sounds[1] == voice.join(voice.announcement("A009", 1, 1))


def test_closing_cuts_the_call_short_and_later_calls_are_dropped() -> None:
    player = FakePlayer(held=True)
    with speaking(player) as speaker:
        speaker.say("A001", 1, 1)
        player.wait(player.started)
        speaker.close()
        speaker.say("A002", 1, 1)
        assert (player.cut_short, len(player.sounds)) == (1, 1)


def test_without_a_player_the_hall_goes_on_and_is_told() -> None:
    with speaking(None) as speaker:
        speaker.say("A001", 1, 1)
        assert speaker.state == "没有可用的播放设备"


def test_a_player_that_fails_is_told_and_tried_again() -> None:
    player = FakePlayer()
    with speaking(player) as speaker:
        player.fault = "没有可用的播放设备"
        speaker.say("A001", 1, 1)
        speaker.say("A002", 1, 1)
        player.wait(player.started, 2)  # the second starts when the first is over with
        assert speaker.state == "没有可用的播放设备"
        player.wait(player.ended, 2)
        player.fault = ""
        speaker.say("A003", 1, 1)
        player.wait(player.ended)
    assert speaker.state == "语音正常"


def test_a_missing_clip_is_told_and_the_next_call_is_spoken(own_clips: Path) -> None:
    for name in voice.announcement("B2", 3, 1):
        recorded(own_clips / f"{name}.wav")
    player = FakePlayer(held=True)
    with speaking(player) as speaker:
        speaker.say("A001", 3, 1)
        speaker.say("B2", 3, 1)
        player.wait(player.started)
        assert speaker.state == "缺少语音文件：letter_a.wav"


@pytest.fixture
def command(tmp_path: Path) -> Callable[[str], list[str]]:
    """Make a player command of a line of Python; sys.argv[1] is the sound."""

    def make(code: str) -> list[str]:
        script = tmp_path / f"player{len(list(tmp_path.iterdir()))}.py"
        script.write_text(f"import pathlib, sys, time\n{code}\n", encoding="utf-8")
        return [sys.executable, str(script)]

    return make


def test_the_next_command_plays_when_the_first_cannot(
    command: Callable[[str], list[str]], tmp_path: Path
) -> None:
    heard = tmp_path / "heard.wav"
    copy = f"pathlib.Path({str(heard)!r}).write_bytes(pathlib.Path(sys.argv[1]).read_bytes())"
    player = voice.CommandPlayer(commands=[command("sys.exit(1)"), command(copy)])
    sound = voice.join(["pause"])
    player.play(sound, threading.Event())
    assert heard.read_bytes() == sound


def test_commands_that_all_fail_are_a_fault(command: Callable[[str], list[str]]) -> None:
    player = voice.CommandPlayer(commands=[command("sys.exit(1)")])
    with pytest.raises(voice.VoiceFault, match="没有可用的播放设备"):
        player.play(voice.join(["pause"]), threading.Event())


def test_a_command_that_cannot_start_is_a_fault(tmp_path: Path) -> None:
    player = voice.CommandPlayer(commands=[[str(tmp_path / "absent")]])
    with pytest.raises(voice.VoiceFault, match="语音播放失败"):
        player.play(voice.join(["pause"]), threading.Event())


def test_a_running_command_is_ended_when_stopped(command: Callable[[str], list[str]]) -> None:
    player = voice.CommandPlayer(commands=[command("sys.stdin.read(); time.sleep(60)")])
    stop = threading.Event()
    playing = threading.Thread(target=player.play, args=(voice.join(["pause"]), stop))
    playing.start()
    stop.set()
    playing.join(PATIENCE_S)
    assert not playing.is_alive()


def test_a_command_that_hangs_is_given_up(
    command: Callable[[str], list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(voice, "STUCK_AFTER_S", 0.0)
    player = voice.CommandPlayer(commands=[command("time.sleep(60)")])
    with pytest.raises(voice.VoiceFault, match="没有可用的播放设备"):
        player.play(voice.join(["pause"]), threading.Event())


def test_a_silent_speaker_remembers_the_calls() -> None:
    speaker: voice.Speaker = voice.SilentSpeaker()
    speaker.say("A001", 3, 1)
    speaker.enabled = False
    speaker.say("A002", 3, 1)
    speaker.close()
    assert isinstance(speaker, voice.SilentSpeaker)
    assert speaker.said == [("A001", 3, 1)]
    assert speaker.state == "语音已关闭"
