"""The hall's voice (语音叫号): ticket and window spoken from clips, never holding anybody up."""

from __future__ import annotations

import io
import shutil
import subprocess
import sys
import tempfile
import threading
import wave
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Protocol

from hall_desk import assets

CHANNELS, SAMPLE_BYTES, RATE = 1, 2, 16_000
COMMANDS = (("paplay",), ("pw-play",), ("aplay", "-q"))
QUEUE_LIMIT = 12  # about a minute of calls; older ones are stale and the screen shows them anyway
STUCK_AFTER_S = 5.0  # a player still running so long after the sound's end is stuck

READY = "语音正常"
SWITCHED_OFF = "语音已关闭"
NO_PLAYER = "没有可用的播放设备"


class VoiceFault(Exception):
    """The voice cannot speak; the message says why in the hall's words."""


class Speaker(Protocol):
    """Whoever speaks the calls of the hall."""

    @property
    def state(self) -> str:
        """What the duty desk shows about the voice."""

    @property
    def enabled(self) -> bool:
        """Whether calls are spoken."""

    @enabled.setter
    def enabled(self, value: bool) -> None: ...

    def say(self, ticket: str, window: int, call: int) -> None:
        """Speak a call of a ticket to a window; returns at once and never raises."""

    def close(self) -> None:
        """Fall silent for good."""


class Player(Protocol):
    """Whatever makes a WAV heard."""

    def play(self, sound: bytes, stop: threading.Event) -> None:
        """Return when the sound has ended or stop is set; VoiceFault when it cannot be played."""


def announcement(ticket: str, window: int, call: int) -> list[str]:
    """Name the clips of a call: the plain text for the first, the urging one for a recall."""
    if call <= 1:  # N01: 请A012号到3号窗口
        asked = ["qing", *_spelled(ticket), "hao", "pause", "dao"]
        return ["chime", *asked, *_number(window), "hao_chuangkou"]
    # N02: 请A012号客户尽快到3号窗口，这是第3次呼叫
    asked = ["qing", *_spelled(ticket), "hao", "kehu_jinkuai_dao", *_number(window)]
    return ["chime", *asked, "hao_chuangkou", "pause", "zheshi_di", *_number(call), "ci_hujiao"]


def join(clips: Sequence[str]) -> bytes:
    """Join clips into one WAV; VoiceFault names a clip that is missing or of another format."""
    frames = [_frames(name) for name in clips]
    sound = io.BytesIO()
    with wave.open(sound, "wb") as out:
        out.setnchannels(CHANNELS)
        out.setsampwidth(SAMPLE_BYTES)
        out.setframerate(RATE)
        out.writeframes(b"".join(frames))
    return sound.getvalue()


def _spelled(ticket: str) -> list[str]:
    """Read a ticket number character by character; a hyphen or blank is not spoken."""
    spoken = [character for character in ticket.lower() if character.isalnum()]
    return [f"digit_{one}" if one.isdecimal() else f"letter_{one}" for one in spoken]


def _number(number: int) -> list[str]:
    """Read a number as one does: 3 三, 12 十二, 20 二十; from 100 on digit by digit."""
    tens, ones = divmod(number, 10)
    if tens == 0 or tens > 9:
        return _spelled(str(number))
    before = [f"digit_{tens}"] if tens > 1 else []
    after = [f"digit_{ones}"] if ones else []
    return [*before, "shi", *after]


@cache
def _frames(name: str) -> bytes:
    """The samples of a clip, read once."""
    try:
        with wave.open(str(assets.resource(f"voice/{name}.wav")), "rb") as clip:
            form = (clip.getnchannels(), clip.getsampwidth(), clip.getframerate())
            frames = clip.readframes(clip.getnframes())
    except OSError as error:
        raise VoiceFault(f"缺少语音文件：{name}.wav") from error
    except (wave.Error, EOFError) as error:
        raise VoiceFault(f"语音文件无法读取：{name}.wav") from error
    if form != (CHANNELS, SAMPLE_BYTES, RATE):
        raise VoiceFault(f"语音文件应为16 kHz、16位、单声道：{name}.wav")
    return frames


def _seconds(sound: bytes) -> float:
    """How long a joined WAV lasts."""
    with wave.open(io.BytesIO(sound), "rb") as clip:
        return clip.getnframes() / clip.getframerate()


@dataclass(frozen=True, kw_only=True)
class CommandPlayer:
    """Plays through the first command of the desktop that works (paplay, pw-play, aplay)."""

    commands: Sequence[Sequence[str]]

    def play(self, sound: bytes, stop: threading.Event) -> None:
        """Try the commands in turn: one may be installed and still have no sound server."""
        limit_s = _seconds(sound) + STUCK_AFTER_S
        try:
            with tempfile.TemporaryDirectory(prefix="hall-voice-") as folder:
                path = Path(folder, "call.wav")
                path.write_bytes(sound)
                if not any(_run([*each, str(path)], limit_s, stop) for each in self.commands):
                    raise VoiceFault(NO_PLAYER)
        except OSError as error:
            raise VoiceFault(f"语音播放失败：{error.strerror}") from error


def _run(command: Sequence[str], limit_s: float, stop: threading.Event) -> bool:
    """Run a player to its end, or until told to stop; whether it is done and well."""
    if stop.is_set():
        return True
    quiet = subprocess.DEVNULL
    with subprocess.Popen(command, stdin=quiet, stdout=quiet, stderr=quiet) as process:
        step_s = 0.05
        for _ in range(round(limit_s / step_s)):
            try:
                return process.wait(step_s) == 0
            except subprocess.TimeoutExpired:
                if stop.is_set():
                    process.kill()
                    return True
        process.kill()
        return False


if sys.platform == "win32":
    import winsound

    class WindowsPlayer:
        """Plays through the sound service of Windows."""

        def play(self, sound: bytes, stop: threading.Event) -> None:
            """Start the sound from a file and wait beside it, so that it can be cut short."""
            flags = winsound.SND_FILENAME | winsound.SND_ASYNC | winsound.SND_NODEFAULT
            try:
                with tempfile.TemporaryDirectory(
                    prefix="hall-voice-", ignore_cleanup_errors=True
                ) as folder:
                    path = Path(folder, "call.wav")
                    path.write_bytes(sound)
                    winsound.PlaySound(str(path), flags)
                    stop.wait(_seconds(sound) + 0.1)
                    winsound.PlaySound(None, 0)
            except (OSError, RuntimeError) as error:
                raise VoiceFault(NO_PLAYER) from error

    def find_player() -> Player | None:
        """The sound service of Windows."""
        return WindowsPlayer()

else:

    def find_player() -> Player | None:
        """Look for the commands that play sound on this machine."""
        found = [command for command in COMMANDS if shutil.which(command[0])]
        return CommandPlayer(commands=found) if found else None


class ClipSpeaker:
    """Speaks calls one after another from clips, on a thread of its own."""

    def __init__(
        self, enabled: bool = True, find: Callable[[], Player | None] = find_player
    ) -> None:
        self._player = find()
        self._enabled = enabled
        self._fault = "" if self._player else NO_PLAYER
        self._wake = threading.Condition()
        self._waiting: deque[tuple[str, int, int]] = deque(maxlen=QUEUE_LIMIT)
        self._stop = threading.Event()  # cuts short the call being spoken
        self._closed = False
        self._thread: threading.Thread | None = None

    @property
    def state(self) -> str:
        """One of 语音正常 and 语音已关闭, or what is wrong with the voice."""
        with self._wake:
            return (self._fault or READY) if self._enabled else SWITCHED_OFF

    @property
    def enabled(self) -> bool:
        """Whether calls are spoken; switching off silences the current and the waiting calls."""
        with self._wake:
            return self._enabled

    @enabled.setter
    def enabled(self, value: bool) -> None:
        with self._wake:
            self._enabled = value
            if not value:
                self._silence()

    def say(self, ticket: str, window: int, call: int) -> None:
        """Put a call in the queue and return; when the queue is full the oldest call drops out."""
        with self._wake:
            if self._closed or not self._enabled or self._player is None:
                return
            self._waiting.append((ticket, window, call))
            if self._thread is None:
                self._thread = threading.Thread(
                    target=self._speak_on, args=(self._player,), name="hall-voice", daemon=True
                )
                self._thread.start()
            self._wake.notify()

    def close(self) -> None:
        """Cut the voice short and end its thread."""
        with self._wake:
            self._closed = True
            self._silence()
            self._wake.notify()
        if self._thread is not None:
            self._thread.join()

    def _silence(self) -> None:
        """Forget the waiting calls and stop the one being spoken; the lock is held."""
        self._waiting.clear()
        self._stop.set()

    def _speak_on(self, player: Player) -> None:
        """Speak whatever waits until the speaker closes."""
        while True:
            with self._wake:
                self._wake.wait_for(lambda: self._closed or self._waiting)
                if self._closed:
                    return
                call = self._waiting.popleft()
                # A fresh event for each call: a stop meant for one cannot be lost or hit the next.
                self._stop = stop = threading.Event()
            fault = _speak(player, call, stop)
            with self._wake:
                self._fault = fault


def _speak(player: Player, call: tuple[str, int, int], stop: threading.Event) -> str:
    """Speak one call; what went wrong, or nothing."""
    try:
        player.play(join(announcement(*call)), stop)
    except VoiceFault as fault:
        return str(fault)
    return ""


class SilentSpeaker:
    """Speaks nothing and remembers what it was asked to say; for tests and the rehearsal."""

    def __init__(self, enabled: bool = True) -> None:
        self.enabled = enabled
        self.said: list[tuple[str, int, int]] = []

    @property
    def state(self) -> str:
        """As for a speaker that works."""
        return READY if self.enabled else SWITCHED_OFF

    def say(self, ticket: str, window: int, call: int) -> None:
        """Remember the call."""
        if self.enabled:
            self.said.append((ticket, window, call))

    def close(self) -> None:
        """Nothing runs, so nothing ends."""
