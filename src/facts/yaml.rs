//! YAML as serde-saphyr reads it, within the bounds of one file of an export.

use serde_json::Value;
use serde_saphyr::Options;
use serde_saphyr::options::{DuplicateKeyPolicy, NonFiniteFloatPolicy};

/// How deep values may be nested.
pub(super) const DEEPEST: usize = 64;
/// The most values of one file.
pub(super) const MOST_VALUES: usize = 2_000_000;
/// The most bytes of all scalars of one YAML file.
pub(super) const MOST_TEXT: usize = 64 * 1024 * 1024;
/// How often one anchor may be used.
const MOST_USES: usize = 512;
/// The most events that aliases may stand for.
const MOST_REPLAYED: usize = 20_000;
/// The most merge keys (`<<`).
const MOST_MERGED: usize = 10_000;

/// The documents of a text; serde-saphyr knows all of YAML and what is wrong with a text.
pub(super) fn judged(text: &str, share: usize) -> Result<Vec<Value>, serde_saphyr::Error> {
    serde_saphyr::from_multiple_with_options(text, options(share))
}

/// Each of `share` parts of a file may have its share of what the file may have.
fn options(share: usize) -> Options {
    let budget = serde_saphyr::budget! {
        max_depth: DEEPEST,
        max_nodes: MOST_VALUES / share,
        max_events: 3 * MOST_VALUES / share,
        max_total_scalar_bytes: MOST_TEXT / share,
        max_merge_keys: MOST_MERGED / share,
        flow_nesting_limit: DEEPEST,
    };
    let mut options = serde_saphyr::options! {
        budget: budget,
        duplicate_keys: DuplicateKeyPolicy::Error,
        strict_booleans: true,
        reject_unsupported_tags: true,
        non_finite_float_policy: NonFiniteFloatPolicy::AsString,
        with_snippet: false,
    };
    options.alias_limits.max_alias_expansions_per_anchor = MOST_USES;
    options.alias_limits.max_total_replayed_events = MOST_REPLAYED;
    options
}
