//! The ways to put an entry on a screen, from the roomiest to the tightest.

/// How the question stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Air {
    /// An empty line between its lines.
    Spaced,
    /// An empty line above and below.
    Framed,
    /// Its lines alone.
    Tight,
}

/// How captures stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum CaptureDetail {
    All,
    LastFour,
    Counts,
}

/// One way to put an entry on a screen.
#[derive(Debug, Clone, Copy)]
#[allow(clippy::struct_excessive_bools, reason = "parts that stand there or not, each by itself")]
pub(super) struct RoomLayout {
    pub(super) before: u16,
    pub(super) air: Air,
    pub(super) after: u16,
    pub(super) has_gaps: bool,
    pub(super) has_guidance: bool,
    pub(super) has_rule: bool,
    pub(super) captures: CaptureDetail,
    /// Whether owner, reason and what was seen stand there.
    pub(super) has_facts: bool,
    /// The most lines of our answer.
    pub(super) answer: usize,
    /// Whether an empty row parts who can answer from our answer.
    pub(super) parts_who: bool,
}

/// So many lines are every answer.
pub(super) const WHOLE: usize = 99;

/// From the roomiest to the tightest.
pub(super) const LOOKS: [RoomLayout; 12] = [
    look(2, Air::Spaced, 1, true, true, true, CaptureDetail::All, 99),
    look(1, Air::Framed, 1, true, true, true, CaptureDetail::All, 99),
    look(1, Air::Framed, 1, true, true, false, CaptureDetail::LastFour, 99),
    look(1, Air::Spaced, 1, true, false, true, CaptureDetail::LastFour, 99),
    look(1, Air::Framed, 1, true, false, false, CaptureDetail::LastFour, 99),
    look(1, Air::Framed, 1, true, false, false, CaptureDetail::LastFour, 3),
    RoomLayout {
        has_facts: false,
        ..look(1, Air::Framed, 1, true, false, false, CaptureDetail::LastFour, 3)
    },
    look(1, Air::Framed, 1, true, false, false, CaptureDetail::Counts, 3),
    RoomLayout { has_facts: false, ..look(1, Air::Framed, 1, true, false, false, CaptureDetail::Counts, 3) },
    RoomLayout { has_facts: false, ..look(1, Air::Tight, 1, true, false, false, CaptureDetail::Counts, 3) },
    RoomLayout { has_facts: false, ..look(1, Air::Tight, 1, false, false, false, CaptureDetail::Counts, 3) },
    RoomLayout { has_facts: false, ..look(0, Air::Tight, 0, false, false, false, CaptureDetail::Counts, 2) },
];

#[allow(clippy::too_many_arguments, clippy::fn_params_excessive_bools, reason = "a row of the table above")]
const fn look(
    before: u16,
    air: Air,
    after: u16,
    has_gaps: bool,
    has_guidance: bool,
    has_rule: bool,
    captures: CaptureDetail,
    answer: usize,
) -> RoomLayout {
    RoomLayout {
        before,
        air,
        after,
        has_gaps,
        has_guidance,
        has_rule,
        captures,
        has_facts: true,
        answer,
        parts_who: true,
    }
}

impl RoomLayout {
    /// The layout with the question where it stands at every entry of a screen that is so high.
    pub(super) fn on(self, height: u16) -> RoomLayout {
        let (before, air) = match height {
            30.. => (2, Air::Spaced),
            20..30 => (1, Air::Framed),
            16..20 => return RoomLayout { before: 1, air: Air::Tight, after: 1, ..self },
            // Every row counts, and still nothing moves from entry to entry.
            _ => return RoomLayout { before: 0, air: Air::Tight, after: 0, parts_who: false, ..self },
        };
        if self.air == Air::Tight { self } else { RoomLayout { before, air, after: 1, ..self } }
    }
}

/// The lines that the question of any entry takes on a screen of this size: what stands below it does not move.
pub(super) fn question_lines(width: u16, height: u16) -> u16 {
    match (width, height) {
        (_, ..9) => 1,
        (..46, _) => 3,
        _ => 2,
    }
}
