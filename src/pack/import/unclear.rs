//! When so much of a column is not understood that nothing may be written: a wrong level is a wrong gate.

use super::items::ImportResult;

/// Why most of a column is not understood, and what to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unclear {
    pub why: String,
    pub hint: &'static str,
}

/// Why most levels of a list, or most of what says to which projects its items apply, are not understood.
pub(super) fn too_unclear(made: &ImportResult) -> Option<Unclear> {
    let rows = |found: &dyn Fn(bool) -> usize| (found(true), found(false));
    let (good, bad) = rows(&|known| {
        let values = made.values.iter().filter(|(_, value)| value.level.is_some() == known);
        values.map(|(_, value)| value.rows.len()).sum()
    });
    if bad > good {
        return Some(Unclear {
            why: format!(
                "{bad} of {} levels are not understood, and a wrong level is a wrong gate",
                good + bad
            ),
            hint: "say what they mean with --level VALUE=LEVEL, or name another column with --map level=HEADING",
        });
    }
    let (good, bad) = rows(&|known| {
        let values = made.kinds.iter().filter(|(_, value)| value.kinds.is_some() == known);
        values.map(|(_, value)| value.rows.len()).sum()
    });
    (bad > good).then(|| Unclear {
        why: format!(
            "for {bad} of {} items it is not understood to which projects they apply, and a gate would count them wrongly",
            good + bad
        ),
        hint: "say what the words mean with --applies VALUE=KINDS, or name another column with --map applies_to=HEADING",
    })
}
