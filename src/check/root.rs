//! Where inputs stand among the accepted cases.
//!
//! `check nest --against G` accepts `nest/a/x.txt` as the case `a/x`. Who checks `nest/a`, or `nest/a/x.txt` alone, means
//! the same case: the folder that was accepted is then one above the input's. It is known by the accepted cases that have
//! a text below it.
//!
//! **Always true:** an input never takes the place of another input's case.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use super::fingerprint::Fingerprints;
use crate::batch::trouble::shown;
use crate::batch::{Job, Origin, Trouble};

/// Gives every job the stem that its case was accepted under; answers with the parts of the accepted folder (`a`, or
/// nothing for all of it) that the inputs' folders stand for.
pub fn settle(jobs: &mut [Result<Job, Trouble>], accepted: &Fingerprints) -> BTreeSet<PathBuf> {
    let cases = accepted.cases();
    let mut below: BTreeMap<PathBuf, Option<PathBuf>> = BTreeMap::new();
    let mut stem = |job: &Job| {
        let Origin::File(path) = &job.input.origin else { return job.stem.clone() };
        let given = path.ancestors().nth(job.input.relative.components().count()).unwrap_or(Path::new(""));
        let place = below.entry(given.to_path_buf()).or_insert_with(|| place(given, &job.stem, &cases));
        place.as_ref().map_or_else(|| job.stem.clone(), |place| place.join(&job.stem))
    };
    let stems: Vec<PathBuf> = jobs.iter().map(|job| job.as_ref().map(&mut stem).unwrap_or_default()).collect();
    let mut counts: BTreeMap<&Path, usize> = BTreeMap::new();
    stems.iter().for_each(|stem| *counts.entry(stem).or_default() += 1);
    for (job, stem) in jobs.iter_mut().zip(&stems) {
        if let (Ok(job), Some(1)) = (job, counts.get(stem.as_path())) {
            job.stem.clone_from(stem);
        }
    }
    below.into_values().flatten().collect()
}

/// How many accepted cases are looked for to know their folder.
const LOOKED_FOR: usize = 256;

/// Where a folder stands under the one that was accepted; none if no accepted case is there.
fn place(given: &Path, stem: &Path, cases: &BTreeSet<PathBuf>) -> Option<PathBuf> {
    let given = fs::canonicalize(if given.as_os_str().is_empty() { Path::new(".") } else { given }).ok()?;
    let mut best: Option<(usize, PathBuf)> = None;
    for root in given.ancestors() {
        let Ok(place) = given.strip_prefix(root) else { continue };
        if !place.as_os_str().is_empty() && !cases.iter().any(|case| case.starts_with(place)) {
            continue;
        }
        let hits =
            cases.iter().take(LOOKED_FOR).filter(|case| has_text(root, case)).count() + usize::from(cases.contains(&place.join(stem)));
        // Where two stand equal, it is the folder as it was given.
        if hits > best.as_ref().map_or(0, |(most, _)| *most) {
            best = Some((hits, place.to_path_buf()));
        }
    }
    best.map(|(_, place)| place)
}

fn has_text(root: &Path, case: &Path) -> bool {
    let path = shown(&root.join(case)).to_string();
    ["txt", "TXT", "text"].iter().any(|ending| Path::new(&format!("{path}.{ending}")).is_file())
}
