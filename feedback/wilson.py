"""The score interval for a share: what a count of votes says about readers who did not vote.

E. B. Wilson, "Probable inference, the law of succession, and statistical inference", Journal of the
American Statistical Association 22 (1927), 209-212. Unlike the plain share its lower bound is safe
for ranking: three likes of three (0.44) stand below ninety of a hundred (0.83).
"""

import math

Z = 1.959963984540054  # standard deviations on both sides of the middle 95 % of a normal curve


def interval(liked: int, total: int) -> tuple[float, float]:
    """Return the 95 % interval of the share ``liked / total``; without votes it says nothing: 0, 1.

    Raises ``ValueError`` unless ``0 <= liked <= total``.
    """
    if not 0 <= liked <= total:
        raise ValueError(f"{liked} of {total} is no share")
    if total == 0:
        return 0.0, 1.0
    share, weight = liked / total, Z * Z / total
    middle = share + weight / 2
    margin = Z * math.sqrt(share * (1 - share) / total + weight / (4 * total))
    low, high = (middle - margin) / (1 + weight), (middle + margin) / (1 + weight)
    # At the ends the bounds are 0 and 1 exactly; rounding must not step over them.
    return (0.0 if liked == 0 else low), (1.0 if liked == total else high)


def lower_bound(liked: int, total: int) -> float:
    """Return the share that readers at large can be expected to reach at the least."""
    return interval(liked, total)[0]
