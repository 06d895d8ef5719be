//! Waits until a text, or what settles how texts are converted, has changed.
//!
//! A folder is watched to its bottom, a file by the folder that holds it, since many programs save by putting another file
//! in its place. What we write ourselves is no change. Changes are gathered until nothing happens for a moment.
//!
//! Where the system tells of no changes (it has no more watches to give, or the folder is another machine's), the files are
//! looked at every [`EVERY`] instead: all of them, which is slower, and told two seconds late.
//!
//! **Always true:** a change that comes while nobody waits is not lost: the next wait ends at once.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::time::{Duration, Instant};

use notify::event::ModifyKind;
use notify::{Config, Event, EventKind, PollWatcher, RecursiveMode, Watcher};

use super::discover::has_text_name;
use super::trouble::{Trouble, shown};
use super::write::is_temporary;
use crate::message;
use crate::message::Message;

/// So long nothing must happen before changes are taken.
const QUIET: Duration = Duration::from_millis(200);
/// So long changes may go on before they are taken all the same.
const PATIENCE: Duration = Duration::from_secs(3);

/// So often files are looked at where nobody tells of changes.
pub const EVERY: Duration = Duration::from_secs(2);

/// A watch over folders and files.
pub struct Watch {
    watcher: Box<dyn Watcher>,
    looks_itself: bool,
    sender: Sender<notify::Result<Event>>,
    events: Receiver<notify::Result<Event>>,
    /// What is watched; the flag is whether to the bottom.
    watched: BTreeSet<(PathBuf, bool)>,
    /// Files that count whatever they are called.
    files: BTreeSet<PathBuf>,
    /// Folders that hold what we write.
    outputs: BTreeSet<PathBuf>,
}

impl Watch {
    /// A watch over nothing yet; one that looks itself where that is asked for, or the system has none to give.
    pub fn new(looks_itself: bool) -> Result<Watch, Trouble> {
        let (sender, events) = mpsc::channel();
        let told = if looks_itself { None } else { notify::recommended_watcher(hand_on(&sender)).ok() };
        let looks_itself = told.is_none();
        let watcher: Box<dyn Watcher> = match told {
            Some(watcher) => Box::new(watcher),
            None => poller(&sender)?,
        };
        Ok(Watch { watcher, looks_itself, sender, events, watched: BTreeSet::new(), files: BTreeSet::new(), outputs: BTreeSet::new() })
    }

    /// Whether it looks at files itself, since nobody tells.
    pub fn looks_itself(&self) -> bool {
        self.looks_itself
    }

    /// Watches these, too: a folder to its bottom, a file whatever it is called, what is not there yet by the folder that
    /// will hold it.
    pub fn over(&mut self, path: &Path) -> Result<(), Trouble> {
        let path = real(path);
        // The system forgets a folder that went; one of that name is another.
        self.watched.retain(|(folder, _)| folder.is_dir());
        if path.is_dir() {
            return self.add(&path, true);
        }
        self.files.insert(path.clone());
        match path.ancestors().skip(1).find(|folder| folder.is_dir()) {
            Some(folder) => self.add(folder, false),
            None => Ok(()),
        }
    }

    /// What happens below these folders is our own doing.
    pub fn leave_out(&mut self, outputs: impl Iterator<Item = PathBuf>) {
        self.outputs.extend(outputs.map(|folder| real(&folder)));
    }

    fn add(&mut self, folder: &Path, to_the_bottom: bool) -> Result<(), Trouble> {
        if self.watched.contains(&(folder.to_path_buf(), true)) || !self.watched.insert((folder.to_path_buf(), to_the_bottom)) {
            return Ok(());
        }
        match self.watcher.watch(folder, mode(to_the_bottom)) {
            Ok(()) => Ok(()),
            Err(error) if self.looks_itself => Err(unwatched(Some(folder), &error)),
            Err(_) => self.look_instead(),
        }
    }

    /// From here on it looks itself, at all that is watched.
    fn look_instead(&mut self) -> Result<(), Trouble> {
        (self.watcher, self.looks_itself) = (poller(&self.sender)?, true);
        for (folder, to_the_bottom) in &self.watched {
            self.watcher.watch(folder, mode(*to_the_bottom)).map_err(|error| unwatched(Some(folder), &error))?;
        }
        Ok(())
    }

    /// Returns when something has changed and nothing more does.
    pub fn wait(&self) -> Result<(), Trouble> {
        loop {
            let event = self.events.recv().map_err(|_| Trouble::usage("the watch over the folder ended"))?;
            if self.matters(&event) {
                break;
            }
        }
        let begun = Instant::now();
        while begun.elapsed() < PATIENCE {
            match self.events.recv_timeout(QUIET) {
                Ok(_) => {}
                Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => break,
            }
        }
        Ok(())
    }

    fn matters(&self, event: &notify::Result<Event>) -> bool {
        let event = match event {
            Ok(event) => event,
            // Changes were lost: whatever they were, a look at everything finds them.
            Err(_) => return true,
        };
        let may_be_a_folder = match event.kind {
            EventKind::Access(_) => return false,
            EventKind::Modify(ModifyKind::Name(_)) | EventKind::Create(_) | EventKind::Remove(_) => true,
            EventKind::Any | EventKind::Modify(_) | EventKind::Other => false,
        };
        event.need_rescan() || event.paths.iter().any(|path| self.is_input(path, may_be_a_folder))
    }

    fn is_input(&self, path: &Path, may_be_a_folder: bool) -> bool {
        if is_temporary(path) {
            return false;
        }
        if has_text_name(path) || self.files.contains(path) || path.file_name().is_some_and(|name| name == "jiangyi.toml") {
            return true;
        }
        let is_ours = self.outputs.iter().any(|folder| {
            let holds_inputs = self.watched.iter().any(|(watched, _)| watched.starts_with(folder));
            path == folder || (path.starts_with(folder) && !holds_inputs)
        });
        // A folder that came, went or got another name; what has an ending is a file, of which only texts count.
        may_be_a_folder && !is_ours && (path.extension().is_none() || path.is_dir())
    }
}

fn mode(to_the_bottom: bool) -> RecursiveMode {
    if to_the_bottom { RecursiveMode::Recursive } else { RecursiveMode::NonRecursive }
}

/// Hands events to who waits; who waits may have gone: then nobody minds.
fn hand_on(sender: &Sender<notify::Result<Event>>) -> impl Fn(notify::Result<Event>) + Send + use<> {
    let sender = sender.clone();
    move |event| drop(sender.send(event))
}

fn poller(sender: &Sender<notify::Result<Event>>) -> Result<Box<dyn Watcher>, Trouble> {
    let watcher = PollWatcher::new(hand_on(sender), Config::default().with_poll_interval(EVERY));
    Ok(Box::new(watcher.map_err(|error| unwatched(None, &error))?))
}

fn real(path: &Path) -> PathBuf {
    fs::canonicalize(path).or_else(|_| std::path::absolute(path)).unwrap_or_else(|_| path.to_path_buf())
}

fn unwatched(folder: Option<&Path>, error: &notify::Error) -> Trouble {
    let what = match &error.kind {
        notify::ErrorKind::MaxFilesWatch => message!("the system watches no more folders than it does already"),
        notify::ErrorKind::Io(error) => super::trouble::said(error),
        notify::ErrorKind::Generic(_)
        | notify::ErrorKind::PathNotFound
        | notify::ErrorKind::WatchNotFound
        | notify::ErrorKind::InvalidConfig(_) => Message::foreign(error.to_string()),
    };
    let trouble = match folder {
        Some(folder) => Trouble::with(shown(folder), message!("it cannot be watched: {what}", what)),
        None => Trouble::usage(message!("nothing can be watched: {what}", what)),
    };
    match &error.kind {
        notify::ErrorKind::MaxFilesWatch => {
            trouble.hint("on Linux, raise fs.inotify.max_user_watches: `sysctl fs.inotify.max_user_watches=524288`")
        }
        _ => trouble.hint("without `--watch`, run the same command again: files that are up to date are skipped"),
    }
}
