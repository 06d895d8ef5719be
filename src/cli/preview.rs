//! `preview`: what the pages look like, as PNG files.
//!
//! A text is converted in memory, as `convert` would; a PDF that `convert` wrote is taken as it is. Page 3 of `会议/讲话.txt`
//! is `DIR/会议/讲话/003.png`.
//!
//! **Always true:** a picture of somebody else's is never overwritten; one page at a time is in memory on each thread.

use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::fmt;
use std::fs;
use std::io::ErrorKind;
use std::ops::{ControlFlow, RangeInclusive};
use std::path::{Path, PathBuf};

use super::args::PreviewArgs;
use super::exit_status::ExitStatus;
use super::governing::Governing;
use super::report::Screen;
use super::resolve::Choices;
use crate::batch::in_order::{in_order, threads};
use crate::batch::plan::{self, Place};
use crate::batch::summary;
use crate::batch::trouble::shown;
use crate::batch::write::{OutputFolder, write_plain};
use crate::batch::{Destination, Faces, Input, Job, Origin, Trouble, discover, fault, read, worker};
use crate::diagnostic::Diagnostic;
use crate::emit::OutputFormat;
use crate::emit::fingerprint::{Ownership, ownership};
use crate::message;
use crate::message::Message;
use crate::preview::{DPI, Drawing, NotDrawn, png};
use crate::settings::Settings;
use crate::source::SourceName;

/// Draws the pages of what was named.
pub fn run(args: &PreviewArgs, screen: &Screen) -> Result<ExitStatus, Trouble> {
    let (pdfs, texts): (Vec<PathBuf>, Vec<PathBuf>) = args.inputs.iter().cloned().partition(|path| is_pdf(path) && !path.is_dir());
    let mut governing = Governing::new(Choices::typed(&args.common), args.common.config.as_deref());
    let run = governing.run(&args.inputs)?;
    let screen = screen.saying(run.verbosity);
    let mut found = discover::discover(&texts, std::slice::from_ref(&args.output));
    found.extend(pdfs.iter().map(|path| listed_pdf(path)));
    let mut governed = governing.each(&found)?;
    for (run, _) in &mut governed.runs {
        run.settings.formats = vec![OutputFormat::Pdf];
    }
    let destination = Destination::Folder(args.output.clone());
    let place_of = |settings: usize| Place { destination: &destination, formats: &[OutputFormat::Pdf], settings };
    let jobs = plan::plan_each(found.into_iter().zip(&governed.of).map(|(one, settings)| (one, place_of(*settings))).collect());
    let (faces, faces_of) = governed.faces()?;
    // Held to the end: a folder that stayed empty is taken away again.
    let places = BTreeSet::from([args.output.clone()]);
    let _folder = if jobs.iter().any(Result::is_ok) { Some(OutputFolder::open(&args.output, &places)?) } else { None };
    let folders = governed.folders(jobs.iter().flatten().map(|job| &job.input).filter(|input| !is_listed_pdf(input)), run.jobs)?;
    let work = |number: usize| -> Drawn {
        let job = match &jobs[number] {
            Ok(job) => job,
            Err(trouble) => return Drawn::failed(None, trouble.clone()),
        };
        let of = job.settings;
        let settings = folders[of].settings(&job.input, &governed.runs[of].0.settings);
        let name = &job.input.name;
        let done = fault::caught(|| {
            draw(job, args, settings, &faces[faces_of[of]]).unwrap_or_else(|trouble| Drawn::failed(Some(name.clone()), trouble))
        });
        done.unwrap_or_else(|sentence| Drawn { said: vec![fault::diagnostic(sentence)], has_failed: true, ..Drawn::nothing(name) })
    };
    let (mut pages, mut written, mut failed) = (0, 0, 0);
    in_order(jobs.len(), threads(run.jobs, jobs.len()), work, |_, drawn| {
        screen.diagnostics(drawn.name.as_ref(), &drawn.said);
        if let Some(trouble) = &drawn.trouble {
            screen.trouble_of(drawn.name.as_ref(), trouble);
        }
        (pages, written, failed) = (pages + drawn.pages, written + drawn.written, failed + usize::from(drawn.has_failed));
        ControlFlow::Continue(())
    })?;
    let folder = shown(&args.output).to_string();
    let mut parts =
        vec![message!("{pages} drawn", pages = summary::pages(pages)), message!("{count} written to {folder}", count = written, folder)];
    if failed > 0 {
        parts.push(message!("{count} failed", count = failed));
    }
    screen.line(&message!("{parts}", parts));
    Ok(if failed > 0 { ExitStatus::Undone } else { ExitStatus::Done })
}

/// What became of one input.
struct Drawn {
    name: Option<SourceName>,
    said: Vec<Diagnostic>,
    trouble: Option<Trouble>,
    pages: usize,
    written: usize,
    has_failed: bool,
}

impl Drawn {
    fn nothing(name: &SourceName) -> Drawn {
        Drawn { name: Some(name.clone()), said: Vec::new(), trouble: None, pages: 0, written: 0, has_failed: false }
    }

    fn failed(name: Option<SourceName>, trouble: Trouble) -> Drawn {
        Drawn { name, said: Vec::new(), trouble: Some(trouble), pages: 0, written: 0, has_failed: true }
    }
}

fn is_pdf(path: &Path) -> bool {
    path.extension().and_then(OsStr::to_str).is_some_and(|ending| ending.eq_ignore_ascii_case("pdf"))
}

fn listed_pdf(path: &Path) -> Result<Input, Trouble> {
    fs::metadata(path).map_err(|error| Trouble::io(path, &error))?;
    let relative = PathBuf::from(path.file_name().unwrap_or(path.as_os_str()));
    Ok(Input { name: shown(path), origin: Origin::File(path.to_path_buf()), relative, in_folder: false })
}

/// Whether it was named as a PDF: folders are walked for texts alone.
fn is_listed_pdf(input: &Input) -> bool {
    matches!(&input.origin, Origin::File(path) if is_pdf(path))
}

fn draw(job: &Job, args: &PreviewArgs, settings: &Settings, faces: &Faces) -> Result<Drawn, Trouble> {
    let mut drawn = Drawn::nothing(&job.input.name);
    let bytes = read::read(&job.input.origin)?;
    let pdf = if is_listed_pdf(&job.input) {
        // Of other PDFs, the faces may have to be looked for, which would change what is seen in silence.
        if !matches!(ownership(OutputFormat::Pdf, &bytes), Ownership::Ours { .. }) {
            let trouble = Trouble::with(job.input.name.clone(), "this PDF is not as jiangyi wrote it, so its pages are not drawn");
            return Err(trouble.hint("name the text that it is made from"));
        }
        bytes
    } else {
        let handout = worker::handout(&job.input.name, &bytes, settings, faces)?;
        drawn.said = handout.reading.diagnostics;
        match handout.files.into_iter().next() {
            Some((_, pdf)) => pdf,
            None => return Ok(Drawn { has_failed: true, ..drawn }),
        }
    };
    let no_picture = |reason: NotDrawn| Trouble::with(job.input.name.clone(), reason.sentence()).hint(reason.hint());
    let drawing = Drawing::open(pdf).map_err(no_picture)?;
    let count = drawing.page_count();
    let wanted: Vec<usize> = (1..=count).filter(|page| args.pages.as_ref().is_none_or(|pages| pages.holds(*page))).collect();
    if wanted.is_empty() {
        let pages = args.pages.as_ref().map(PageRanges::to_string).unwrap_or_default();
        let what = message!("it has {pages}, none of them is in `--pages {wanted}`", pages = summary::pages(count), wanted = pages);
        return Err(Trouble::with(job.input.name.clone(), what).hint(NotDrawn::NoSuchPage.hint()));
    }
    let painter = drawing.painter(args.dpi);
    let folder = args.output.join(&job.stem);
    for page in wanted {
        let picture = painter.page(page - 1).map_err(no_picture)?;
        drawn.written += usize::from(place(&picture_path(&folder, page), &png::encode(&picture, args.dpi), args.force)?);
        drawn.pages += 1;
    }
    if args.pages.is_none() {
        remove_left_over(&folder, count)?;
    }
    Ok(drawn)
}

fn picture_path(folder: &Path, page: usize) -> PathBuf {
    folder.join(format!("{page:03}.png"))
}

/// Writes a picture; says whether that changed anything.
fn place(path: &Path, file: &[u8], force: bool) -> Result<bool, Trouble> {
    match fs::read(path) {
        Ok(before) if before == file => return Ok(false),
        Ok(before) if !force && !before.is_empty() && !png::is_ours(&before) => {
            let trouble = Trouble::at(path, "it was not made by jiangyi, so it is left alone");
            return Err(trouble.hint("move it, choose another folder with `-o DIR`, or overwrite it with `--force`"));
        }
        Err(error) if error.kind() != ErrorKind::NotFound => return Err(Trouble::io(path, &error)),
        Ok(_) | Err(_) => {}
    }
    write_plain(path, file)?;
    Ok(true)
}

/// Takes away our own pictures of pages that the text has no more.
fn remove_left_over(folder: &Path, count: usize) -> Result<(), Trouble> {
    for page in count + 1.. {
        let path = picture_path(folder, page);
        if !fs::read(&path).is_ok_and(|file| png::is_ours(&file)) {
            break;
        }
        fs::remove_file(&path).map_err(|error| Trouble::io(&path, &error))?;
    }
    Ok(())
}

/// Pages as they are named: `1-3`, `2`, `1,4-6`, `3-`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PageRanges(Vec<RangeInclusive<usize>>);

impl PageRanges {
    /// Reads what was typed.
    pub fn parse(said: &str) -> Result<PageRanges, Message> {
        let unclear = || message!("`--pages {said}` is not clear; say `2`, `1-3`, `4-` or `1,4-6`", said = said.to_string());
        let number = |digits: &str| -> Result<usize, Message> {
            if digits.is_empty() || !digits.bytes().all(|b| b.is_ascii_digit()) {
                return Err(unclear());
            }
            match digits.parse() {
                Ok(0) => Err(message!("`--pages {said}` names a page 0; the first page is 1", said = said.to_string())),
                Ok(page) => Ok(page),
                // More digits than any number of pages has.
                Err(_) => Ok(usize::MAX),
            }
        };
        let range = |part: &str| -> Result<RangeInclusive<usize>, Message> {
            let Some((first, last)) = part.split_once('-') else { return number(part).map(|page| page..=page) };
            let (first, last) = (number(first.trim())?, if last.trim().is_empty() { usize::MAX } else { number(last.trim())? });
            if first > last {
                return Err(message!(
                    "`--pages {said}` ends before it begins: {last} comes before {first}",
                    said = said.to_string(),
                    last,
                    first
                ));
            }
            Ok(first..=last)
        };
        said.split(',').map(|part| range(part.trim())).collect::<Result<_, _>>().map(PageRanges)
    }

    /// Whether a page is among them.
    fn holds(&self, page: usize) -> bool {
        self.0.iter().any(|range| range.contains(&page))
    }
}

impl fmt::Display for PageRanges {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, range) in self.0.iter().enumerate() {
            let comma = if index > 0 { "," } else { "" };
            match (*range.start(), *range.end()) {
                (first, last) if first == last => write!(f, "{comma}{first}")?,
                (first, usize::MAX) => write!(f, "{comma}{first}-")?,
                (first, last) => write!(f, "{comma}{first}-{last}")?,
            }
        }
        Ok(())
    }
}

/// Dots an inch, within what makes sense.
pub fn dpi(said: &str) -> Result<u32, Message> {
    let (least, most) = (DPI.start(), DPI.end());
    said.parse()
        .ok()
        .filter(|dpi| DPI.contains(dpi))
        .ok_or_else(|| message!("`--dpi {said}` is outside {least} to {most}", said = said.to_string(), least = *least, most = *most))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_are_read_as_people_write_them() {
        for (said, pages) in [("1-3", vec![1, 2, 3]), ("2", vec![2]), ("1,4-", vec![1, 4, 5, 6]), (" 5 - 9 ", vec![5, 6]), ("99", vec![])] {
            let ranges = PageRanges::parse(said).expect(said);
            assert_eq!((1..=6).filter(|page| ranges.holds(*page)).collect::<Vec<_>>(), pages, "{said}");
            assert_eq!(PageRanges::parse(&ranges.to_string()), Ok(ranges), "{said}");
        }
    }

    #[test]
    fn what_is_no_page_is_told_with_what_would_be() {
        for (said, part) in
            [("", "not clear"), ("a", "say `2`"), ("-3", "not clear"), ("3-1", "1 comes before 3"), ("0-2", "the first page is 1")]
        {
            assert!(PageRanges::parse(said).is_err_and(|message| message.contains(part)), "{said}: {:?}", PageRanges::parse(said));
        }
        assert_eq!(dpi("1000").expect_err("too many"), "`--dpi 1000` is outside 20 to 400");
        assert_eq!(dpi("96"), Ok(96));
    }
}
