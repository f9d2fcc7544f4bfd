"""The benchmark (测速): ratios measured side by side in one run, one line each.

Every line reads ``name ratio bound``; the last one says whether all bounds hold. Variants are
interleaved in short batches, and a ratio is the median over the rounds, so that a slow disk or a
busy machine weighs on both sides alike.
"""

import argparse
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from hall_desk.benchmark.figures import Figure


def main(argv: Sequence[str] | None = None) -> int:
    """Runs the benchmark; 0 when every bound holds."""
    parser = argparse.ArgumentParser(prog="hall-desk benchmark", description="测速")
    parser.add_argument("--quick", action="store_true", help="短测：往日票数少，轮数少")
    return run(parser.parse_args(argv))


def run(args: argparse.Namespace) -> int:
    """Measures and prints; ``args.quick`` takes fewer past tickets and fewer rounds."""
    broken = []
    with tempfile.TemporaryDirectory(prefix="hall-desk-benchmark-") as folder:
        for figure in figures(Path(folder), quick=args.quick):
            _say(str(figure))
            if not figure.holds:
                broken.append(figure.name)
    _say(f"not held: {', '.join(broken)}" if broken else "all bounds hold")
    return 1 if broken else 0


def figures(folder: Path, *, quick: bool) -> Iterator[Figure]:
    """Every figure of the benchmark, as soon as it is measured."""
    from hall_desk.benchmark import crowd, one_ticket, report, start, year
    from hall_desk.benchmark.halls import BenchmarkHall

    sizes = (0, 20_000) if quick else (0, 100_000, 1_000_000)
    halls = [BenchmarkHall.make(folder / f"after{size}", past=size) for size in sizes]
    try:
        yield from one_ticket.figures(halls, rounds=12 if quick else 40)
        yield from crowd.figures(halls[0], rounds=5 if quick else 15, queue=400 if quick else 2_000)
        yield from report.figures(halls[-1])
        yield from year.figures(folder / "year", count=20_000 if quick else 1_000_000)
        yield from start.figures(halls[0], times=3 if quick else 5)
    finally:
        for hall in halls:
            hall.close()


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()
