"""Make the hall's voice clips (叫号语音) again; needs the commands espeak-ng and sox.

Run ``python resources/voice/make_clips.py [FOLDER]``. The program itself never runs this: a hall
that wants another voice puts its own recordings in place of the clips, under the same names.
"""

from __future__ import annotations

import array
import math
import string
import subprocess
import sys
import tempfile
import wave
from pathlib import Path

RATE = 16_000  # samples per second
SPEECH_DBFS = -17.0  # loudness of every spoken clip, measured over its voiced part
PEAK = 0.89 * 32_767  # about -1 dBFS
SILENCE = 0.03  # below this share of the clip's own peak the ends count as silence
HEAD_S, TAIL_S = 0.015, 0.06  # kept around the sound, so that joined clips do not run together

# The cmn voice reads Chinese characters wrongly; pinyin with tone numbers is read right.
MANDARIN = ("cmn-latn-pinyin+f3", "150")
LETTERS = ("en-us+f3", "140")  # staff and customers say ticket letters the English way

PINYIN = {
    "qing": "qing3",  # 请
    "hao": "hao4",  # 号
    "dao": "dao4",  # 到
    "hao_chuangkou": "hao4 chuang1kou3",  # 号窗口
    "kehu_jinkuai_dao": "ke4hu4 jin3kuai4 dao4",  # 客户尽快到
    "zheshi_di": "zhe4 shi4 di4",  # 这是第
    "ci_hujiao": "ci4 hu1jiao4",  # 次呼叫
    "digit_0": "ling2",
    "digit_1": "yi1",
    "digit_2": "er4",
    "digit_3": "san1",
    "digit_4": "si4",
    "digit_5": "wu3",
    "digit_6": "liu4",
    "digit_7": "qi1",
    "digit_8": "ba1",
    "digit_9": "jiu3",
    "shi": "shi2",  # 十
}
SPELLED = {f"letter_{letter}": letter.upper() for letter in string.ascii_lowercase}


def speak(text: str, voice: str, speed: str) -> list[float]:
    """Let espeak-ng say a text, as samples at the clips' rate."""
    with tempfile.TemporaryDirectory() as folder:
        raw, low = Path(folder, "raw.wav"), Path(folder, "low.wav")
        subprocess.run(["espeak-ng", "-v", voice, "-s", speed, "-w", raw, text], check=True)
        subprocess.run(
            ["sox", "-D", "-G", raw, "-r", str(RATE), "-b", "16", "-c", "1", low], check=True
        )
        with wave.open(str(low), "rb") as clip:
            samples = array.array("h", clip.readframes(clip.getnframes()))
    return [float(sample) for sample in samples]


def chime() -> list[float]:
    """Two falling bell tones (叮咚), made of sines."""
    samples = [0.0] * int(RATE * 1.0)
    for start_s, hertz in ((0.0, 659.26), (0.38, 523.25)):
        start = int(start_s * RATE)
        for index in range(start, len(samples)):
            t = (index - start) / RATE
            attack = min(1.0, t / 0.005)
            tone = math.sin(math.tau * hertz * t) + 0.25 * math.sin(math.tau * 2 * hertz * t)
            samples[index] += attack * math.exp(-6.0 * t) * tone
    return samples


def trim(samples: list[float]) -> list[float]:
    """Cut the silence at both ends down to the same short head and tail, with soft edges."""
    floor = SILENCE * max(abs(sample) for sample in samples)
    loud = [index for index, sample in enumerate(samples) if abs(sample) > floor]
    head, tail = int(HEAD_S * RATE), int(TAIL_S * RATE)
    padded = [0.0] * head + samples + [0.0] * tail
    cut = padded[loud[0] : loud[-1] + 1 + head + tail]
    for index in range(head):
        cut[index] *= index / head
    for index in range(tail):
        cut[-1 - index] *= index / tail
    return cut


def loudness(samples: list[float]) -> float:
    """The root mean square over the voiced blocks of 20 ms, so that short gaps do not count."""
    size = RATE // 50
    blocks = [samples[at : at + size] for at in range(0, len(samples) - size + 1, size)]
    powers = [sum(sample * sample for sample in block) / size for block in blocks]
    voiced = [power for power in powers if power > max(powers) / 100]
    return math.sqrt(sum(voiced) / len(voiced))


def level(samples: list[float]) -> array.array[int]:
    """Bring a clip to the common loudness; the few highest peaks are bent, not cut."""
    gain = 10 ** (SPEECH_DBFS / 20) * 32_767 / loudness(samples)
    return array.array("h", [round(PEAK * soft(gain * sample / PEAK)) for sample in samples])


def soft(value: float) -> float:
    """Leave values below 0.8 as they are and bend the rest towards 1."""
    size = abs(value)
    if size <= 0.8:
        return value
    return math.copysign(0.8 + 0.2 * math.tanh((size - 0.8) / 0.2), value)


def write(path: Path, samples: array.array[int]) -> None:
    """Write one clip: 16 kHz, mono, 16 bit."""
    with wave.open(str(path), "wb") as clip:
        clip.setnchannels(1)
        clip.setsampwidth(2)
        clip.setframerate(RATE)
        clip.writeframes(samples.tobytes())


def main() -> None:
    """Make every clip in the folder named on the command line, or beside this file."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent
    folder.mkdir(parents=True, exist_ok=True)
    write(folder / "chime.wav", level(trim(chime())))
    write(folder / "pause.wav", array.array("h", [0] * (RATE * 18 // 100)))
    for name, text in PINYIN.items():
        write(folder / f"{name}.wav", level(trim(speak(text, *MANDARIN))))
    for name, text in SPELLED.items():
        write(folder / f"{name}.wav", level(trim(speak(text, *LETTERS))))


if __name__ == "__main__":
    main()
