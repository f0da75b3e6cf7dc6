//! The views that a person keeps, and which view was on last in each project.
//!
//! `views.ron` in the config folder has the views by name; they hold in every project. The state folder remembers for
//! each project, by its id, the view that was on when its screens were left.

use std::collections::BTreeMap;
use std::path::PathBuf;

use ron::extensions::Extensions;
use ron::ser::PrettyConfig;
use serde::{Deserialize, Serialize};

use super::error::{Error, quoted};
use super::locate::shown;
use super::settings::replace;
use super::world::World;
use crate::domain::views::{Sort, View};
use crate::files;
use crate::journal::record::EntryFilter;
use crate::text::Text;

/// A view as it is kept in a file.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Shape {
    name: Text,
    #[serde(skip_serializing_if = "is_whole")]
    filter: EntryFilter,
    /// `due`, `owner`, `level`, `plan`
    #[serde(skip_serializing_if = "Option::is_none")]
    sort: Option<Text>,
}

fn is_whole(scope: &EntryFilter) -> bool {
    *scope == EntryFilter::default()
}

impl From<&View> for Shape {
    fn from(view: &View) -> Shape {
        let sort = Some(view.sort.word()).filter(|word| !word.is_empty()).map(Text::line);
        Shape { name: view.name.clone(), filter: view.scope.clone(), sort }
    }
}

impl From<Shape> for View {
    fn from(shape: Shape) -> View {
        let sort = shape.sort.as_ref().and_then(|word| Sort::named(word)).unwrap_or_default();
        View { name: shape.name, scope: shape.filter, sort }
    }
}

const FILE: &str = "views.ron";
const ON: &str = "views-on.ron";
/// The most bytes of a file with views.
const LONGEST: u64 = 256 * 1024;
/// So many projects are remembered with their view.
const MOST: usize = 200;

/// The views that the person keeps, by name.
pub fn load(world: &World) -> Result<Vec<View>, Error> {
    let Some(path) = path(world) else { return Ok(Vec::new()) };
    let failed = |cause: &dyn std::error::Error| {
        Error::io(format!("cannot read the views {}", shown(&path)))
            .cause(cause)
            .hint("fix the file, or move it away to go on without views")
    };
    let Some(text) = files::read_text(&path, LONGEST).map_err(|error| failed(&error))? else {
        return Ok(Vec::new());
    };
    let shapes: Vec<Shape> = options().from_str(&text).map_err(|error| failed(&error))?;
    Ok(shapes.into_iter().map(View::from).collect())
}

/// Keeps a view under its name. Returns whether another one had that name before.
pub fn save(world: &World, view: &View) -> Result<bool, Error> {
    let mut views = load(world)?;
    let before = views.len();
    views.retain(|one| !is_same(&one.name, &view.name));
    let had = views.len() < before;
    views.push(view.clone());
    views.sort_by_key(|view| view.name.to_lowercase());
    write(world, &views)?;
    Ok(had)
}

/// Drops the view with this name. Returns whether there was one.
pub fn drop_named(world: &World, name: &str) -> Result<bool, Error> {
    let mut views = load(world)?;
    let before = views.len();
    views.retain(|one| !is_same(&one.name, name));
    if views.len() == before {
        return Ok(false);
    }
    write(world, &views)?;
    Ok(true)
}

/// The view that was on last in a project.
pub fn on(world: &World, project: &Text) -> Option<View> {
    remembered(world).remove(project.as_str()).map(View::from)
}

/// Remembers the view that is on in a project; a view without filter and order is forgotten. What cannot be
/// remembered is not a reason to stop.
pub fn remember(world: &World, project: &Text, view: &View) {
    let Some(folders) = &world.folders else { return };
    let mut all = remembered(world);
    let before = all.len();
    if is_whole(&view.scope) && view.sort == Sort::Lists {
        if all.remove(project.as_str()).is_none() {
            return;
        }
    } else {
        all.insert(project.to_string(), Shape::from(view));
    }
    while all.len() > MOST.max(before) {
        all.pop_first();
    }
    if let Ok(text) = ron::ser::to_string_pretty(&all, pretty()) {
        drop(replace(&folders.state.join(ON), (text + "\n").as_bytes()));
    }
}

fn remembered(world: &World) -> BTreeMap<String, Shape> {
    let Some(folders) = &world.folders else { return BTreeMap::new() };
    let text = files::read_text(&folders.state.join(ON), LONGEST).ok().flatten().unwrap_or_default();
    options().from_str(&text).unwrap_or_default()
}

fn path(world: &World) -> Option<PathBuf> {
    Some(world.folders.as_ref()?.config.join(FILE))
}

fn write(world: &World, views: &[View]) -> Result<(), Error> {
    let Some(path) = path(world) else {
        return Err(Error::io("there is no place for views without a home folder"));
    };
    let failed = |cause: &dyn std::error::Error| {
        Error::io(format!("cannot write the views {}", quoted(path.to_string_lossy()))).cause(cause)
    };
    let shapes: Vec<Shape> = views.iter().map(Shape::from).collect();
    let text = ron::ser::to_string_pretty(&shapes, pretty()).map_err(|error| failed(&error))?;
    let text = format!("// Views of golive: filters and orders under a name.\n{text}\n");
    replace(&path, text.as_bytes()).map_err(|error| failed(&error))
}

fn options() -> ron::Options {
    ron::Options::default().with_default_extension(Extensions::IMPLICIT_SOME)
}

fn pretty() -> PrettyConfig {
    PrettyConfig::new().extensions(Extensions::IMPLICIT_SOME).new_line("\n")
}

fn is_same(one: &str, other: &str) -> bool {
    one.to_lowercase() == other.to_lowercase()
}
