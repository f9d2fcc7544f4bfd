"""Business dates with money in them: takings, voids, refunds, tills and bags, one after another."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from hall_desk.clock import FakeClock
from hall_desk.domain.payments import Charge, Payment, Tender
from hall_desk.domain.refunds import Refund
from hall_desk.domain.tickets import StaffNo, WindowNo
from hall_desk.domain.tills import BagState, BankBag, Pieces, TerminalTotal, TillCount
from hall_desk.store import schema
from hall_desk.store.transaction import Tx
from hall_desk.usecases import opening, payments, people, tills
from hall_desk.usecases.hall import Hall
from hall_desk.usecases.payments import Takings
from hall_desk.usecases.queries import get_day
from tests.conftest import CLERKS, MANAGER, Day, checked

FIRST = date(2026, 3, 12)


def take(
    day: Day, fen: int, *, method: str = "CASH", window: int = 3, purpose: str = "居民电费缴纳"
) -> Payment:
    """A payment at a window."""
    now = day.clock.now()
    takings = Takings(
        due_fen=fen,
        received_fen=fen,
        method=method,
        spoken_received_at=now,
        spoken_change_at=now,
    )
    paid: Payment = day.do(
        payments.take_payment,
        day.clerk(window),
        window=WindowNo(window),
        takings=takings,
        purpose=purpose,
        customer_name="张三",
        account_no="3600123450127",
    )
    return paid


def void(day: Day, payment: Payment) -> Payment:
    """The voucher is spoiled."""
    spoiled: Payment = day.do(
        payments.void_payment,
        payment.staff_no,
        payment_id=payment.id,
        reason_code="V1",
        approved_by=MANAGER,
    )
    return spoiled


def insert(day: Day, record: Any, action: str, actor: str = "1032") -> Any:
    """A record of a verb that another part has; its id and business date are filled in."""

    def _verb(tx: Tx) -> Any:
        named: dict[str, Any] = {"business_date": get_day(tx).date}
        if hasattr(record, "id"):
            named["id"] = tx.new_id()
        return tx.insert(replace(record, **named), action)

    return day.do(_verb, actor)


def split(day: Day, fen: int, card_fen: int) -> Payment:
    """A payment made in two ways, otherwise like the day's first one."""

    def _verb(tx: Tx) -> Payment:
        like = tx.all(Payment, order_by=schema.payment.c.id)[-1]
        paid = replace(
            like,
            id=tx.new_id(),
            voucher_no=tx.next_number("voucher"),
            due_fen=fen,
            received_fen=fen,
            change_fen=0,
            kind=Charge.FEE,
            reprints=0,
            void_reason="",
            voided_at=None,
            voided_by=None,
            void_approved_by=None,
        )
        tx.insert(paid, "take_payment")
        tenders = (("CASH", fen - card_fen, ""), ("POS", card_fen, "0001"))
        for position, (method, part, slip_no) in enumerate(tenders, 1):
            tender = Tender(
                payment_id=paid.id,
                position=position,
                business_date=paid.business_date,
                method=method,
                amount_fen=part,
                slip_no=slip_no,
            )
            tx.insert(tender, "take_tender")
        return paid

    split_paid: Payment = day.do(_verb, "1032")
    return split_paid


def refund(day: Day, payment: Payment, fen: int, number: int, *, method: str = "CASH") -> Refund:
    """Money given back."""
    given: Refund = insert(
        day,
        Refund(
            id=0,
            business_date=FIRST,
            refund_no=number,
            payment_id=payment.id,
            ticket_id=None,
            amount_fen=fen,
            method=method,
            slip_no="",
            reason="多收",
            staff_no=StaffNo("1032"),
            window_no=WindowNo(3),
            approved_by=StaffNo(MANAGER),
            refunded_at=day.clock.now(),
            red_invoice="",
            red_invoice_date=None,
            content={},
            reprints=0,
        ),
        "refund",
    )
    return given


def bag(day: Day, fen: int, number: int, *, slip: str = "") -> BankBag:
    """Cash for the bank; in the safe without a slip."""
    sealed: BankBag = insert(
        day,
        BankBag(
            id=0,
            business_date=FIRST,
            number=number,
            window_no=WindowNo(3),
            staff_no=StaffNo("1032"),
            amount_fen=fen,
            taken_out_at=day.clock.now(),
            state=BagState.BANKED if slip else BagState.SAFE,
            deposit_date=FIRST if slip else None,
            slip_no=slip,
            banked_by="1032" if slip else "",
            banked_at=day.clock.now() if slip else None,
        ),
        "seal_bag",
    )
    return sealed


def count_till(day: Day, counted: int, expected: int, *, staff_no: str = "1032") -> TillCount:
    """A blind count, after everything that moved the till."""
    off = counted != expected

    def _verb(tx: Tx) -> TillCount:
        on = get_day(tx).date
        sums = next(till.sums for till in tills.tills_of(tx, on) if till.staff_no == staff_no)
        count = TillCount(
            id=tx.new_id(),
            business_date=on,
            window_no=WindowNo(3),
            staff_no=StaffNo(staff_no),
            counted_by=StaffNo(staff_no),
            pieces=(Pieces(value_fen=counted, count=1),),
            counted_fen=counted,
            expected_fen=expected,
            difference_fen=counted - expected,
            terminals=(TerminalTotal(method="POS", slips_fen=4_000, expected_fen=4_000),),
            sums=sums,
            reason="找零差错" if off else "",
            approved_by=MANAGER if off else "",
            counted_at=tx.now,
            explained_at=tx.now if off else None,
        )
        written: TillCount = tx.insert(count, "count_till")
        return written

    told: TillCount = day.do(_verb, staff_no)
    return told


def close(day: Day) -> None:
    """The running day is closed after its hours."""
    running = day.ask(get_day).date
    day.clock.set(datetime(running.year, running.month, running.day, 9, 40, tzinfo=UTC))
    day.close()


def open_next(day: Day, on: date, *, date_seen: bool = False) -> None:
    """Another day with the same clerks at the same windows, at 09:00."""
    day.clock.set(datetime(on.year, on.month, on.day, 0, 20, tzinfo=UTC))
    windows = {window: prefixes for _, window, prefixes in CLERKS.values()}
    day.do(opening.open_day, checklist=checked(day.hall), windows=windows, date_seen=date_seen)
    for staff_no, (_, window, _) in CLERKS.items():
        day.do(people.take_window, staff_no, window=WindowNo(window), staff_no=StaffNo(staff_no))
    day.clock.set(datetime(on.year, on.month, on.day, 1, 0, tzinfo=UTC))


def three_days(hall: Hall, clock: FakeClock) -> Day:
    """Three closed days with money of every kind, the last one's figures different from all."""
    day = Day(hall, clock)
    for n in range(3):
        if n:
            open_next(day, FIRST + timedelta(days=n))
        day.count_float(3)
        for k in range(n + 2):
            day.whole_visit("A01", 3, 120 + 60 * k * (n + 1))
        day.whole_visit("B01", 4, 900 + 200 * n)
        first = take(day, 10_000 + n)
        take(day, 5_000, method="QR")
        void(day, take(day, 700 + n))
        split(day, 9_000, 4_000)
        if n:
            refund(day, first, 1_000 * n, n, method="CASH" if n == 1 else "QR")
        bag(day, 12_000, 1, slip=f"9{n}" if n < 2 else "")
        back = 1_000 if n == 1 else 0
        expected = 50_000 + 10_000 + n + 5_000 - back - 12_000
        count_till(day, expected - 100, expected)
        count_till(day, expected + (n - 1) * 50, expected)
        close(day)
    return day
