//! Ids as people shorten them: whole last segments, a beginning, or a short name such as `Design 42`.
//!
//! One way for entries, milestones, lists and everything else with an id. What is ambiguous is never guessed: the
//! candidates are listed. What is unknown gets the nearest known id. Pure.

use super::refusal::Refusal;
use crate::text::{nearest, quoted};

/// Something that can be named.
#[derive(Debug, Clone)]
pub struct Candidate<'a> {
    pub id: &'a str,
    /// Other names that mean exactly this one: `Design 42`.
    pub names: Vec<String>,
    /// Whether it is meant first if a shortened id fits several: it is part of this project.
    pub first: bool,
    /// Whether a piece of a name is enough: `rollout` for `The rollout`.
    pub pieces: bool,
}

impl<'a> Candidate<'a> {
    /// A candidate that has no name but its id.
    pub fn id(id: &'a str) -> Candidate<'a> {
        Candidate::named(id, std::iter::empty::<&str>())
    }

    pub fn named(id: &'a str, names: impl IntoIterator<Item = impl ToString>) -> Candidate<'a> {
        let names = names.into_iter().map(|name| name.to_string()).collect();
        Candidate { id, names, first: true, pieces: false }
    }
}

/// The place of the candidate that `typed` means. `what` says what is looked for: `entry`.
pub fn resolve(typed: &str, candidates: &[Candidate<'_>], what: &str) -> Result<usize, Refusal> {
    let wanted = normal(typed);
    if wanted.is_empty() {
        return Err(Refusal::new(format!("an empty word names no {what}")));
    }
    let exact = |one: &Candidate<'_>| {
        one.id.to_lowercase() == wanted || one.names.iter().any(|name| normal(name) == wanted)
    };
    let tail = |one: &Candidate<'_>| {
        one.id.to_lowercase().strip_suffix(wanted.as_str()).is_some_and(|rest| rest.ends_with('/'))
    };
    let head = |one: &Candidate<'_>| one.id.to_lowercase().starts_with(&wanted);
    let piece = |one: &Candidate<'_>| {
        one.pieces && one.names.iter().any(|name| name.to_lowercase().contains(&typed.trim().to_lowercase()))
    };
    for fits in [&exact as &dyn Fn(&Candidate<'_>) -> bool, &tail, &head, &piece] {
        match pick(candidates, fits).as_slice() {
            [] => {}
            [only] => return Ok(*only),
            several => return Err(ambiguous(typed, several, candidates, what)),
        }
    }
    Err(unknown(typed, &wanted, candidates, what))
}

/// The places that fit: those meant first, if any of them does.
fn pick(candidates: &[Candidate<'_>], fits: &dyn Fn(&Candidate<'_>) -> bool) -> Vec<usize> {
    let all = || candidates.iter().enumerate().filter(|(_, one)| fits(one));
    let first: Vec<usize> = all().filter(|(_, one)| one.first).map(|(at, _)| at).collect();
    if first.is_empty() { all().map(|(at, _)| at).collect() } else { first }
}

/// `typed` as it is compared: lower case, and `design/42`, `Design 42` and `design  42` the same.
fn normal(typed: &str) -> String {
    let words: Vec<String> = typed.split_whitespace().map(str::to_lowercase).collect();
    words.join("/")
}

const SHOWN: usize = 8;

fn ambiguous(typed: &str, found: &[usize], candidates: &[Candidate<'_>], what: &str) -> Refusal {
    let mut error = Refusal::new(format!("{} names more than one {what}", quoted(typed)));
    let ends = shortest(found, candidates);
    for one in found.iter().take(SHOWN).filter_map(|at| candidates.get(*at)) {
        error = error.detail(match one.names.first() {
            Some(name) => format!("{}  {name}", one.id),
            None => one.id.to_owned(),
        });
    }
    if found.len() > SHOWN {
        error = error.detail(format!("and {} more", found.len() - SHOWN));
    }
    match ends.as_slice() {
        [others @ .., last] if !others.is_empty() => {
            let others: Vec<String> = others.iter().map(quoted).collect();
            error.hint(format!("write more of the id: {} or {}", others.join(", "), quoted(last)))
        }
        _ => error.hint("write more of the id"),
    }
}

/// The most ids that are told apart by their ends.
const TOLD_APART: usize = 4;

/// The shortest ends of a few ids that name each of them alone; empty if there are more.
fn shortest<'a>(found: &[usize], candidates: &[Candidate<'a>]) -> Vec<&'a str> {
    let ids: Vec<&str> = found.iter().filter_map(|at| candidates.get(*at)).map(|one| one.id).collect();
    if ids.len() > TOLD_APART {
        return Vec::new();
    }
    let is_unique = |end: &str| {
        let fits = |id: &str| id.strip_suffix(end).is_some_and(|rest| rest.is_empty() || rest.ends_with('/'));
        candidates.iter().filter(|one| one.first && fits(one.id)).count() == 1
    };
    let ends = |id: &'a str| {
        let from = id.rmatch_indices('/').map(|(at, _)| at + 1).chain(std::iter::once(0));
        from.map(move |from| &id[from..]).collect::<Vec<&'a str>>()
    };
    ids.iter().filter_map(|id| ends(id).into_iter().find(|end| is_unique(end))).collect()
}

fn unknown(typed: &str, wanted: &str, candidates: &[Candidate<'_>], what: &str) -> Refusal {
    let error = Refusal::new(format!("no {what} is called {}", quoted(typed)));
    let names: Vec<(String, &str)> = candidates
        .iter()
        .filter(|one| one.first)
        .flat_map(|one| {
            let last = one.id.rsplit('/').next().unwrap_or(one.id).to_owned();
            // `Design 99` never means Design 98.
            let names = one.names.iter().filter(|name| !name.contains(|c: char| c.is_ascii_digit()));
            let names = names.map(|name| normal(name));
            [one.id.to_owned(), last].into_iter().chain(names).map(|name| (name, one.id))
        })
        .collect();
    let near = nearest(wanted, names.iter().map(|(name, _)| name.as_str()))
        .and_then(|near| names.iter().find(|(name, _)| name == near));
    match near {
        Some((_, id)) => error.hint(format!("did you mean {}?", quoted(id))),
        None => error,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(typed: &str) -> Result<&'static str, String> {
        const IDS: [&str; 6] = [
            "design/session-lifetimes",
            "design/sessions-ended",
            "deploy/session-lifetimes",
            "b2c/p1/arch/tenant",
            "b2b/p1/arch/tenant",
            "design/own-thing",
        ];
        let candidates: Vec<Candidate<'_>> = IDS
            .iter()
            .enumerate()
            .map(|(at, id)| Candidate {
                id,
                names: vec![format!("{} {}", if at == 2 { "Deploy" } else { "Design" }, at + 40)],
                first: !id.starts_with("b2b"),
                pieces: false,
            })
            .collect();
        resolve(typed, &candidates, "entry")
            .map(|at| IDS.get(at).copied().unwrap())
            .map_err(|error| error.to_string())
    }

    #[test]
    fn ids_are_found_by_whole_ends_by_beginnings_and_by_short_names() {
        assert_eq!(check("design/session-lifetimes"), Ok("design/session-lifetimes"));
        assert_eq!(check("sessions-ended"), Ok("design/sessions-ended"));
        assert_eq!(check("design/own"), Ok("design/own-thing"));
        assert_eq!(check("Design 41"), Ok("design/sessions-ended"));
        assert_eq!(check("design/41"), Ok("design/sessions-ended"));
        assert_eq!(check("DESIGN/41"), Ok("design/sessions-ended"));
    }

    #[test]
    fn the_projects_own_plan_comes_first() {
        assert_eq!(check("arch/tenant"), Ok("b2c/p1/arch/tenant"));
        assert_eq!(check("b2b/p1/arch/tenant"), Ok("b2b/p1/arch/tenant"));
    }

    #[test]
    fn ambiguous_and_unknown_ids_are_refused() {
        assert_eq!(check("session-lifetimes"), Err("`session-lifetimes` names more than one entry".into()));
        assert_eq!(check("ended"), Err("no entry is called `ended`".into()));
        assert!(check("").is_err());
    }

    #[test]
    fn two_that_are_meant_are_told_apart_by_their_shortest_ends() {
        let ids = ["b2e/p1/demo", "b2e/p1/operate", "b2e/p2/operate"];
        let candidates = ids.map(Candidate::id);
        let error = resolve("operate", &candidates, "milestone").unwrap_err();
        assert_eq!(
            error,
            Refusal::new("`operate` names more than one milestone")
                .detail("b2e/p1/operate")
                .detail("b2e/p2/operate")
                .hint("write more of the id: `p1/operate` or `p2/operate`")
        );
        assert_eq!(resolve("p2/operate", &candidates, "milestone"), Ok(2));
    }

    #[test]
    fn the_nearest_id_is_offered() {
        let candidates = [Candidate::id("design/sessions-ended")];
        let error = resolve("desing/sessions-ended", &candidates, "entry").unwrap_err();
        assert_eq!(
            error,
            Refusal::new("no entry is called `desing/sessions-ended`")
                .hint("did you mean `design/sessions-ended`?")
        );
    }
}
