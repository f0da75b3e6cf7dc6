//! Figures with their spread, and the page that shows them.

use std::fmt::Write;
use std::path::Path;
use std::time::Duration;

use super::measure::Grown;

/// A figure over several runs.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Spread {
    pub(crate) median: f64,
    p99: f64,
    least: f64,
    most: f64,
}

impl Spread {
    pub(crate) fn of(values: &[f64]) -> Spread {
        let mut sorted = values.to_vec();
        sorted.sort_by(f64::total_cmp);
        let at = |part: usize| sorted[(sorted.len() - 1) * part / 100];
        Spread { median: at(50), p99: at(99), least: at(0), most: at(100) }
    }

    /// Milliseconds.
    pub(crate) fn of_times(times: &[Duration]) -> Spread {
        Spread::of(&times.iter().map(|time| time.as_secs_f64() * 1000.0).collect::<Vec<_>>())
    }
}

/// A figure of the program beside that of the floor.
pub(crate) struct Figure {
    name: &'static str,
    floor: Spread,
    ours: Spread,
    target: Option<Target>,
}

enum Target {
    /// So many times the floor's.
    Ratio(f64),
    /// The figure itself.
    Most(f64),
}

impl Figure {
    pub(crate) fn times(
        name: &'static str,
        floor: &[Duration],
        ours: &[Duration],
        ratio: Option<f64>,
    ) -> Figure {
        let (floor, ours) = (Spread::of_times(floor), Spread::of_times(ours));
        Figure { name, floor, ours, target: ratio.map(Target::Ratio) }
    }

    pub(crate) fn counts(name: &'static str, floor: &[usize], ours: &[usize], most: Option<f64>) -> Figure {
        let of = |counts: &[usize]| Spread::of(&counts.iter().map(|count| *count as f64).collect::<Vec<_>>());
        Figure { name, floor: of(floor), ours: of(ours), target: most.map(Target::Most) }
    }

    pub(crate) fn one(name: &'static str, floor: f64, ours: f64, most: Option<f64>) -> Figure {
        Figure {
            name,
            floor: Spread::of(&[floor]),
            ours: Spread::of(&[ours]),
            target: most.map(Target::Most),
        }
    }

    fn row(&self) -> String {
        let (ours, ratio) = (self.ours, self.ours.median / self.floor.median);
        let (target, is_met) = match self.target {
            Some(Target::Ratio(most)) => (format!("x{most}"), Some(ratio <= most)),
            Some(Target::Most(most)) => (number(most), Some(ours.median <= most)),
            None => (String::new(), None),
        };
        let ratio = if self.floor.median > 0.0 { format!("x{ratio:.1}") } else { String::new() };
        let met = is_met.map_or("", |is_met| if is_met { "met" } else { "missed" });
        format!(
            "| {} | {} | {} | {} | {} to {} | {ratio} | {target} | {met} |",
            self.name,
            number(self.floor.median),
            number(ours.median),
            number(ours.p99),
            number(ours.least),
            number(ours.most),
        )
    }
}

fn number(value: f64) -> String {
    match value {
        value if value.is_nan() => "unknown".to_owned(),
        value if value >= 100.0 || value.fract() == 0.0 => format!("{value:.0}"),
        value if value >= 10.0 => format!("{value:.1}"),
        value => format!("{value:.2}"),
    }
}

/// The tables in Markdown: the figures beside the floor, then how they grow.
pub(crate) fn page(figures: &[Figure], growth: &[Grown]) -> String {
    let mut page = machine();
    page += "\n| figure | floor | median | p99 | spread | ratio | target | |\n|---|---:|---:|---:|---:|---:|---:|---|\n";
    for figure in figures {
        page += &figure.row();
        page.push('\n');
    }
    page += "\nTimes in milliseconds; a ratio is that of the medians.\n\n| growth, medians |";
    for size in growth {
        let _ = write!(page, " {} |", size.name);
    }
    page += "\n|---|";
    page += &"---:|".repeat(growth.len());
    page.push('\n');
    for (at, (name, _)) in growth[0].figures.iter().enumerate() {
        let _ = write!(page, "| {name} |");
        for size in growth {
            let _ = write!(page, " {} |", number(size.figures[at].1.median));
        }
        page.push('\n');
    }
    page
}

fn machine() -> String {
    let read = |path| std::fs::read_to_string(path).unwrap_or_default();
    let info = read("/proc/cpuinfo");
    let model = info.lines().find_map(|line| line.strip_prefix("model name")).unwrap_or_default();
    let model = model.trim_start_matches([' ', '\t', ':']);
    let cores = std::thread::available_parallelism().map_or(0, std::num::NonZero::get);
    let load = read("/proc/loadavg");
    let load = load.split_whitespace().next().unwrap_or("unknown").to_owned();
    let day = jiff::ZonedDateTime::now().date();
    format!(
        "Measured on {day}: {model}, {cores} cores, Linux, load {load} at the end; 100 columns, 30 rows.\n"
    )
}

const BEGIN: &str = "<!-- measured -->\n";
const END: &str = "<!-- end -->\n";

/// Puts the page between the marks of docs/speed.md.
pub(crate) fn write(page: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/speed.md");
    let text = std::fs::read_to_string(&path).expect("docs/speed.md");
    let (before, rest) = text.split_once(BEGIN).expect("the first mark");
    let (_, after) = rest.split_once(END).expect("the second mark");
    std::fs::write(&path, format!("{before}{BEGIN}{page}{END}{after}")).expect("written");
}
