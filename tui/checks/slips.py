"""The usual slips of the hand: how a figure that was typed came from the one that was meant."""


def slip(typed: int, meant: int) -> str:
    """The slip that turns ``meant`` into ``typed``, in Chinese; empty when none is known."""
    a, b = str(abs(typed)), str(abs(meant))
    if typed == meant:
        return ""
    if typed == -meant:
        return "多写或漏写了负号"
    if len(a) == len(b):
        return _same_length(a, b)
    if typed == 0 or meant == 0:
        return "漏填" if typed == 0 else ""
    if len(a) == len(b) + 1:
        return _one_longer(a, b)
    if len(b) == len(a) + 1:
        return "少打一位数字" if _drops_to(b, a) else ""
    return ""


def _same_length(typed: str, meant: str) -> str:
    wrong = [i for i, (x, y) in enumerate(zip(typed, meant, strict=True)) if x != y]
    if len(wrong) == 1:
        if typed == "0":
            return "漏填"
        return "打错一位数字" if len(typed) > 1 else ""
    if len(wrong) == 2:
        i, j = wrong
        if j == i + 1 and typed[i] == meant[j] and typed[j] == meant[i]:
            return "相邻两位数字颠倒"
    return ""


def _one_longer(typed: str, meant: str) -> str:
    if not _drops_to(typed, meant):
        return ""
    doubled = any(
        typed[:i] + typed[i + 1 :] == meant and typed[i] in (typed[i - 1 : i], typed[i + 1 : i + 2])
        for i in range(len(typed))
    )
    return "一位数字打了两次" if doubled else "多打一位数字"


def _drops_to(longer: str, shorter: str) -> bool:
    """Whether leaving out one digit of ``longer`` gives ``shorter``."""
    return any(longer[:i] + longer[i + 1 :] == shorter for i in range(len(longer)))


_LIKELY = {
    "相邻两位数字颠倒": 6,
    "一位数字打了两次": 5,
    "少打一位数字": 5,
    "漏填": 4,
    "多打一位数字": 3,
    "打错一位数字": 3,
    "多写或漏写了负号": 3,
}


def likelihood(name: str) -> int:
    """How telling a slip is: the rarer by chance, the more it says."""
    return _LIKELY.get(name, 0)
