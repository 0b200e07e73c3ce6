"""Near misses of typing."""

from __future__ import annotations


def within_one_edit(one: str, other: str) -> bool:
    """Whether one letter added, dropped, changed, or swapped with its neighbour turns `one` into `other`."""
    if abs(len(one) - len(other)) > 1:
        return False
    start = _length_of_shared_start(one, other)
    left, right = one[start:], other[start:]
    if len(left) != len(right):
        longer, shorter = (left, right) if len(left) > len(right) else (right, left)
        return longer[1:] == shorter
    return left[1:] == right[1:] or (left[:2] == right[:2][::-1] and left[2:] == right[2:])


def _length_of_shared_start(one: str, other: str) -> int:
    for place, (left, right) in enumerate(zip(one, other, strict=False)):
        if left != right:
            return place
    return min(len(one), len(other))
