"""Two sessions on one file: whatever both do, each place ends as one of them left it."""

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support.disk import common_folder
from tests.support.reports import as_toml, catalogue, zero_report
from tui.app.session import Session
from tui.report.merge import contents
from tui.report.save import ChangedError
from tui.report.totals import sum_of, totals_of

ZEROS = as_toml(zero_report())
FORM = zero_report().format
TOTALS = {FORM.cells[i].path for i in totals_of(FORM)}
CELLS = [c.path for c in FORM.cells if c.section.key == "remedies" and c.path not in TOTALS][:6]
PLACES = [*CELLS, "other.text", "notes.disclosure.licensing.decisions"]
EDITS = st.dictionaries(st.sampled_from(PLACES), st.integers(1, 3), max_size=5)


def edit(session: Session, edits: dict[str, int]) -> None:
    for path, number in edits.items():
        if path in FORM.index:
            session.set_cells({FORM.index[path]: number}, "填写")
        elif path in FORM.texts:
            session.set_text(path, "字" * number)
        else:
            session.set_note(path.removeprefix("notes."), "注" * number)


@settings(max_examples=60, deadline=None)
@given(mine=EDITS, theirs=EDITS, comment=st.booleans(), chosen=st.sets(st.sampled_from(PLACES)))
def test_two_sessions(
    mine: dict[str, int], theirs: dict[str, int], comment: bool, chosen: set[str]
) -> None:
    with common_folder() as folder:
        path = folder / "2023.toml"
        path.write_text(ZEROS, "utf-8")
        first, second = Session(path, catalogue()), Session(path, catalogue())
        before = contents(first.report)
        edit(first, theirs)
        edit(second, mine)
        first.save()
        if comment:
            path.write_text(path.read_text("utf-8") + "# 说明\n", "utf-8")
        mine_now, theirs_now = contents(second.report), contents(first.report)
        on_disk = path.read_bytes()
        try:
            second.save()
        except ChangedError as error:
            disk = second.compare(error)
            assert path.read_bytes() == on_disk
            assert disk.merge is not None
            conflicts = {d.path for d in disk.merge.conflicts}
            assert conflicts <= set(mine) & set(theirs)
            second.merge(disk, chosen)
            second.save()
        else:
            assert on_disk == ZEROS.encode()
            conflicts = set()
        assert not second.changed
        saved = Session(path, catalogue())
        for place in set(before) - TOTALS | {p for p in PLACES if p.startswith("notes.")}:
            was, m, t = (v.get(place, "") for v in (before, mine_now, theirs_now))
            take_theirs = place in chosen if place in conflicts else m == was
            wanted = t if take_theirs else m
            assert contents(saved.report).get(place, "") == wanted
        for total, parts in totals_of(FORM).items():
            assert saved.report.values[total] == sum_of(saved.report, parts)
        assert ("# 说明\n" in path.read_text("utf-8")) == comment
        while second.undo():
            pass
        assert contents(second.report) == before
