"""Times of a table: read as people write them, and continued step by step."""

from __future__ import annotations

import calendar
import math
from datetime import datetime, timedelta, timezone
from typing import Any, Callable, Optional, Union

Time = Union[float, int]

DAY = 86_400.0
CLOCK = {"second": 1.0, "minute": 60.0, "hour": 3600.0}
CALENDAR = ("day", "weekday", "month", "year")


def zone_of(name: Optional[str]) -> Optional[Any]:
    """The zone of its name; none where times are what some clock shows."""
    if name is None or name == "UTC":
        return timezone.utc
    if name[0] in "+-":
        hours, _, minutes = name[1:].partition(":")
        offset = timedelta(hours=int(hours), minutes=int(minutes or 0))
        return timezone(-offset if name[0] == "-" else offset)
    from zoneinfo import ZoneInfo  # since Python 3.9

    return ZoneInfo(name)


def read_time(text: str, axis: dict[str, Any], form: Optional[str] = None) -> float:
    """Unix seconds of a date, or the number. `form` is that of strptime; without one, dates are in ISO 8601 or Unix seconds."""
    if axis["kind"] == "number":
        return read_number(text)
    text = text.strip()
    if form is None and is_number(text):
        return read_number(text)
    if form is None:
        moment = datetime.fromisoformat(with_day(text.replace("Z", "+00:00").replace("/", "-")))
    else:
        moment = datetime.strptime(text, form)
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=zone_of(axis["zone"]))
    return moment.timestamp()


def with_day(text: str) -> str:
    """2024-03 is the first of March, and 1987 of January."""
    return text + {4: "-01-01", 7: "-01"}.get(len(text), "")


def is_number(text: str) -> bool:
    try:
        return math.isfinite(read_number(text)) and len(text) > 4
    except ValueError:
        return False


def read_number(text: str) -> float:
    """With a decimal point, or a decimal comma."""
    text = text.strip()
    return float(text.replace(",", ".") if text.count(",") == 1 and "." not in text else text)


def time_after(axis: Optional[dict[str, Any]], last: float) -> Callable[[int], float]:
    """The time some steps after the last one."""
    if axis is None:
        return lambda steps: last + steps
    step = axis["step"]
    if axis["kind"] == "number" or step["unit"] == "number":
        return number_after(step, last)
    if step["unit"] in CLOCK:
        return lambda steps: last + steps * step["count"] * CLOCK[step["unit"]]
    zone = zone_of(axis["zone"])
    local = moment_of(last, zone)
    return lambda steps: at_day(day_after(step, local, steps * step["count"]), local).timestamp()


def moment_of(seconds: float, zone: Any) -> datetime:
    """Also of times before 1970, which not every system knows by itself."""
    return (datetime(1970, 1, 1, tzinfo=timezone.utc) + timedelta(milliseconds=round(seconds * 1000))).astimezone(zone)


def number_after(step: dict[str, Any], last: float) -> Callable[[int], float]:
    count, decimals = step["count"], step.get("decimals")
    multiple = math.floor(last / count + 0.5)
    is_rounded = decimals is not None and abs(multiple * count - last) < 10**-decimals

    def after(steps: int) -> float:
        value = (multiple + steps) * count if is_rounded else last + steps * count
        return value if decimals is None else round(value, decimals)

    return after


def at_day(day: datetime, local: datetime) -> datetime:
    """The same time of day."""
    return local.replace(year=day.year, month=day.month, day=day.day, fold=0)


def day_after(step: dict[str, Any], local: datetime, count: int) -> datetime:
    plain = datetime(local.year, local.month, local.day)
    if step["unit"] == "day":
        return plain + timedelta(days=count)
    if step["unit"] == "weekday":
        week, of_week = divmod((plain.toordinal() - 1), 7)
        weeks, rest = divmod(week * 5 + min(of_week, 4) + count, 5)
        return datetime.fromordinal(weeks * 7 + rest + 1)
    months = plain.year * 12 + plain.month - 1 + count * (12 if step["unit"] == "year" else 1)
    year, month = divmod(months, 12)
    wanted = step.get("day", plain.day)
    return datetime(year, month + 1, min(wanted, calendar.monthrange(year, month + 1)[1]))


def show_time(axis: Optional[dict[str, Any]], time: float) -> Union[str, Time]:
    """Returns a time as the studio writes it: dates in ISO 8601, whole numbers without a point."""
    if axis is None or axis["kind"] == "number":
        return int(time) if time == math.floor(time) else time
    moment = moment_of(time, zone_of(axis["zone"]))
    is_midnight = (moment.hour, moment.minute, moment.second, moment.microsecond) == (0, 0, 0, 0)
    if axis["step"]["unit"] in CALENDAR and is_midnight:
        return moment.date().isoformat()
    clock = moment.replace(tzinfo=None).isoformat(timespec="milliseconds" if moment.microsecond else "seconds")
    if axis["zone"] is None:
        return clock
    offset = moment.utcoffset() or timedelta()
    return clock + ("Z" if not offset else moment.strftime("%z")[:3] + ":" + moment.strftime("%z")[3:5])
