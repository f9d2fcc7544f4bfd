"""What the rehearsal (演练) needs to be the same day again: seeded keys, salts and operations.

Only for rehearsed halls: whoever knows the seed knows the journal's key and the passwords' salts.
"""

import hashlib
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any, Concatenate, ParamSpec, TypeVar

from hall_desk.domain.hall import HallProfile
from hall_desk.domain.people import Role
from hall_desk.store.transaction import Tx
from hall_desk.usecases import founding, people
from hall_desk.usecases.hall import FIRST_HALL, Hall

P = ParamSpec("P")
R = TypeVar("R")


def _derived(seed: int, what: str) -> str:
    return hashlib.sha256(f"hall_desk rehearsal {seed} {what}".encode()).hexdigest()


def write_seeded_key(key_file: Path, seed: int) -> None:
    """Writes the journal key of a rehearsed day, before its store is opened."""
    key_file.touch(mode=0o600)
    key_file.write_text(_derived(seed, "journal key") + "\n", encoding="ascii")


def seeded_password_hash(seed: int, staff_no: str, password: str) -> str:
    """The argon2id hash under a salt made from the seed: the same day has the same journal."""
    salt = bytes.fromhex(_derived(seed, f"salt {staff_no}"))[:16]
    return people._hasher.hash(password, salt=salt)


class RehearsedHall(Hall):
    """A hall whose operation keys follow from the seed and the order of the operations.

    A key given by a window is renamed at its first use and keeps that name for its retries.
    """

    seed = 0

    def begin(self, seed: int) -> None:
        """The day of this seed: its operations and its codes."""
        self.seed = seed
        self.pick = Random(f"{seed} codes").choice

    def do(
        self,
        verb: Callable[Concatenate[Tx, P], R],
        actor: str,
        op: str | None = None,
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> R:
        """Runs the verb under the seeded key."""
        return super().do(verb, actor, self._seeded(op), *args, **kwargs)

    def _seeded(self, op: str | None) -> str:
        names = self.__dict__.setdefault("_names", {})
        given = op if op is not None else f"#{len(names)}"
        if given not in names:
            names[given] = _derived(self.seed, f"operation {len(names)}")[:32]
        name: str = names[given]
        return name


def found_rehearsed_hall(
    hall: "RehearsedHall",
    *,
    catalog: dict[str, Any],
    profile: dict[str, str],
    manager: tuple[str, str, str],
) -> None:
    """First start as ``founding.found_hall``; ``manager`` is 工号, name and a ready hash."""
    staff_no, name, password_hash = manager
    made = HallProfile(
        id=FIRST_HALL, level="county+", slogan=catalog["hall_profile"]["slogan_zh"], **profile
    )
    founding.move_in(
        hall,
        profile=made,
        catalog=catalog,
        manager=people.new_staff(
            staff_no=staff_no, name=name, role=Role.DUTY_MANAGER, password_hash=password_hash
        ),
        op=_derived(hall.seed, "founding")[:32],
    )
