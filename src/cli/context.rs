//! What a command works with: the world, the flags, the settings, and a place to print.

use super::args::Global;
use super::error::Error;
use super::out::Out;
use super::settings::Settings;
use super::world::World;
use crate::text::Text;

/// What a command works with.
pub struct Context<'w> {
    pub world: &'w mut World,
    pub global: Global,
    pub settings: Settings,
    pub out: &'w mut Out,
}

impl<'w> Context<'w> {
    /// Returns the context of one command.
    pub fn new(world: &'w mut World, global: Global, out: &'w mut Out) -> Result<Context<'w>, Error> {
        let settings = Settings::load(world)?;
        Ok(Context { world, global, settings, out })
    }

    /// Returns the name that changes are written under.
    pub fn author(&self) -> Result<Text, Error> {
        if let Some(name) = &self.global.author {
            let name = Text::line(name);
            if name.is_empty() {
                return Err(Error::usage("--author needs a name"));
            }
            return Ok(name);
        }
        self.world
            .var("GOLIVE_AUTHOR")
            .or_else(|| self.settings.author.clone())
            .or_else(|| self.world.login())
            .ok_or_else(|| {
                Error::usage("it is not known who you are, and every change is written under a name")
                    .hint("say it with --author NAME or GOLIVE_AUTHOR")
            })
    }
}
