//! Workshops that are prepared from the command line: kept for their day, listed, changed, dropped, begun.

use crate::support::Test;

#[test]
fn a_workshop_is_prepared_listed_changed_dropped_and_begun_by_its_number() {
    let prepared = Test::project()
        .line("walk --checklist design --workstream login --prepare --day fri --minutes 30")
        .stdout(
            "
            workshop prepared for Fri 27 Nov: Design / Login, 2 entries in 10 min, 5 to
            close; 15 of 30 min free
            saved in Contoso portal
            ",
        )
        .code(0)
        .line("walk --milestone demo --prepare --people Ana:architect,Ben:security")
        .stdout(
            "
            workshop prepared: Demo, 2 entries in 11 min, 10 to close; 69 of 90 min free
            saved in Contoso portal
            ",
        )
        .code(0);
    let changed = prepared
        .line("walk --list")
        .stdout(
            "
            1  Fri 27 Nov  Design / Login  2 entries, 30 min
            2  no day      Demo            2 entries, 90 min, 2 people
            ",
        )
        .code(0)
        .line("walk --change 1 --minutes 10 --day none")
        .stdout(
            "
            workshop changed: Design / Login, 1 entry in 8 min, 1 to close; 1 of 10 min free
            1 entry is not on the agenda: Design 5.
            saved in Contoso portal
            it is number 2 now
            ",
        )
        .code(0)
        .line("walk --change 2 --minutes 10")
        .stdout(
            "
            nothing to change: already set
            ",
        )
        .code(0);
    let dropped = changed
        .line("walk --drop 1")
        .stdout(
            "
            workshop dropped: Demo
            saved in Contoso portal
            ",
        )
        .code(0)
        .line("walk --list")
        .stdout(
            "
            1  no day  Design / Login  1 entry, 10 min
            ",
        )
        .code(0);
    let mut test = dropped
        .line("walk --begin 2")
        .stderr(
            "
            error: there is no prepared workshop 2
            hint: only number 1 is there: `golive walk --list`
            ",
        )
        .code(2);
    let shown = test.output("walk --begin 1".split(' ')).stdout;
    assert!(shown.starts_with("Workshop: Design / Login, 10 min\n1 entry in 8 min"), "{shown}");
    let shown = test.output("walk --list".split(' ')).stdout;
    assert!(
        shown.starts_with("open: Design / Login; `golive walk` continues with it\nno workshop is prepared\n"),
        "{shown}"
    );
}

#[test]
fn options_that_mean_nothing_together_are_refused() {
    Test::project()
        .line("walk --day fri")
        .stderr(
            "
            error: a workshop that begins now needs no day
            hint: `--prepare --day fri` keeps it for its day
            ",
        )
        .code(2)
        .line("walk --drop 1 --minutes 30")
        .stderr(
            "
            error: `--list`, `--begin` and `--drop` take nothing more
            hint: `golive walk --change NUMBER` changes a workshop that is prepared
            ",
        )
        .code(2)
        .line("walk --change 1")
        .stderr(
            "
            error: nothing is to be changed
            hint: name filters, --minutes, --people, --title or --day
            ",
        )
        .code(2);
}
