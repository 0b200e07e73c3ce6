"""What the press wrote of comparable shows with Youth Unions: the scale of things, never the truth of one."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Benchmark:
    """One show as it was reported: people who watched it live, orders, đồng; None where nothing was said."""

    key: str
    viewers: int
    orders: int | None
    value: int | None
    source: str


BENCHMARKS = (
    Benchmark("hai_phong", 578_000, None, 750_000_000, "nhandan.vn post780425"),
    Benchmark("thanh_hoa", 375_000, 1_000, 205_000_000, "baochinhphu.vn 21/11/2023"),
    Benchmark("son_la", 496_000, 300, None, "danviet.vn d1378556"),
    Benchmark("ha_tinh", 300_000, None, 500_000_000, "vietnam.vn (Hà Tĩnh)"),
)
