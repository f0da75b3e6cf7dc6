//! Writes the table of the built-in pack's files, so that a file added to `data/` is compiled in by itself, and what they
//! say in a form that needs no parsing, since every start waits for it.

use std::error::Error;
use std::fmt::Write as _;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};
use std::{env, fs};

use ron::Options;
use ron::extensions::Extensions;
use serde::de::DeserializeOwned;

#[path = "src/pack/carried.rs"]
#[allow(dead_code, unreachable_pub, reason = "a part of the program")]
mod carried;
#[path = "src/pack/choices.rs"]
#[allow(dead_code, unreachable_pub, reason = "a part of the program")]
mod choices;
#[path = "src/pack/file.rs"]
#[allow(dead_code, unreachable_pub, reason = "a part of the program")]
mod file;

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo:rerun-if-changed=data");
    let root = PathBuf::from(env::var("CARGO_MANIFEST_DIR")?).join("data");
    let mut files = Vec::new();
    collect(&root, &mut files)?;
    files.sort();
    let mut table = String::from("&[\n");
    for file in files {
        // Cargo looks at the folder's own time only; each file and folder has to be named.
        println!("cargo:rerun-if-changed={}", file.display());
        let parts: Vec<_> = file.strip_prefix(&root)?.iter().map(|part| part.to_string_lossy()).collect();
        writeln!(table, "    ({:?}, include_str!({:?})),", parts.join("/"), file.display().to_string())?;
    }
    table.push(']');
    let out = PathBuf::from(env::var("OUT_DIR")?);
    fs::write(out.join("embedded_files.rs"), table)?;
    fs::write(out.join("embedded_pack.bin"), postcard::to_allocvec(&parsed(&root)?)?)?;
    println!("cargo:rustc-env=GOLIVE_PACK_RULES={:016x}", rules(&root)?);
    Ok(())
}

/// A digest of all that the reading and checking of a pack depends on: what was kept by another program is not used.
fn rules(data: &Path) -> Result<u64, Box<dyn Error>> {
    let mut files = Vec::new();
    for folder in [Path::new("src/pack"), Path::new("src/text"), data] {
        collect(folder, &mut files)?;
    }
    files.extend(["src/text.rs", "src/pack.rs", "Cargo.lock"].map(PathBuf::from));
    files.sort();
    let mut hasher = DefaultHasher::new();
    for file in files.iter().filter(|file| file.exists()) {
        println!("cargo:rerun-if-changed={}", file.display());
        fs::read(file)?.hash(&mut hasher);
    }
    Ok(hasher.finish())
}

fn parsed(root: &Path) -> Result<carried::AllFiles, Box<dyn Error>> {
    let pack: file::PackFile = read(root, "pack.ron")?;
    let lists = pack.checklists.iter().map(|id| read(root, &format!("checklists/{id}.ron")));
    let plans = pack.plans.iter().map(|id| read(root, &format!("plans/{id}.ron")));
    let has_published = root.join("published.ron").exists();
    Ok(carried::AllFiles {
        checklists: lists.collect::<Result<_, _>>()?,
        plans: plans.collect::<Result<_, _>>()?,
        questions: read(root, "questions.ron")?,
        scenarios: read(root, "scenarios.ron")?,
        resources: read(root, "resources.ron")?,
        published: if has_published { Some(read(root, "published.ron")?) } else { None },
        pack,
    })
}

fn read<T: DeserializeOwned>(root: &Path, name: &str) -> Result<T, Box<dyn Error>> {
    let text = fs::read_to_string(root.join(name)).map_err(|error| format!("data/{name}: {error}"))?;
    let options = Options::default().with_default_extension(Extensions::IMPLICIT_SOME);
    options.from_str(&text).map_err(|error| format!("data/{name}:{error}").into())
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> Result<(), Box<dyn Error>> {
    println!("cargo:rerun-if-changed={}", folder.display());
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            collect(&path, files)?;
        } else if path.extension().is_some_and(|ending| ending == "ron" || ending == "rs") {
            files.push(path);
        }
    }
    Ok(())
}
