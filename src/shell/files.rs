//! Answers that the reader gives as files.

use std::{rc::Rc, sync::Arc, time::Duration};

use leptos::prelude::{Update as _, *};

use super::{Desk, Shell, feeds::change};
use crate::{
    model::{Call, Dossier, Handle},
    place::{Place, Source},
    providers::provider,
    session::{Answer, CallState, Feed, FeedState, File, FileSet, FilesId, Lack, Update},
};

/// How much is read in all, in bytes.
const MOST: f64 = 256.0 * 1_048_576.0;

impl Shell {
    /// Reads files, and shows what is in them where nothing is to be said or chosen first.
    pub(super) fn give_files(self: &Rc<Self>, files: Vec<web_sys::File>) {
        self.read_files(files, None);
    }

    /// Reads the files that were given before the program was started again, and shows what of them was shown.
    pub(super) fn give_held(self: &Rc<Self>) {
        let (files, shown) = self.around.held_files();
        if !files.is_empty() {
            self.read_files(files, Some(shown));
        }
    }

    fn read_files(self: &Rc<Self>, files: Vec<web_sys::File>, shown: Option<Dossier>) {
        let shell = self.clone();
        self.state.reads_files.set(true);
        self.spawn(async move {
            let mut room = MOST;
            for file in files {
                room -= file.size();
                let read = if room < 0.0 {
                    File::unread(&file.name(), "More than 256 MiB were given at once. Give fewer files.")
                } else {
                    // A word that files are being read is drawn before the first is.
                    shell.around.runtime().sleep(Duration::ZERO).await;
                    shell.around.read_file(file.clone()).await
                };
                if shell.state.files.try_update(|all| all.add(read)) == Some(true) {
                    shell.given.borrow_mut().push(file);
                }
            }
            shell.state.reads_files.set(false);
            shell.hold();
            shell.after_giving(shown);
        });
    }

    /// Reads a pasted text as if it were a file.
    pub(super) fn give_text(self: &Rc<Self>, text: &str) {
        let number = 1 + self
            .state
            .files
            .with_untracked(|files| files.iter().filter(|file| file.name.starts_with("pasted text")).count());
        let name = if number == 1 { "pasted text".to_owned() } else { format!("pasted text {number}") };
        let parts = web_sys::js_sys::Array::of1(&text.into());
        if let Ok(file) = web_sys::File::new_with_str_sequence(&parts, &name) {
            self.give_files(vec![file]);
        }
    }

    /// Forgets a file, by its position.
    pub(super) fn drop_file(&self, index: usize) {
        self.state.files.update(|files| files.remove(index));
        let mut given = self.given.borrow_mut();
        if index < given.len() {
            given.remove(index);
        }
        drop(given);
        self.hold();
    }

    fn hold(&self) {
        self.around.hold_files(&self.given.borrow(), &self.shown.borrow());
    }

    fn after_giving(self: &Rc<Self>, shown: Option<Dossier>) {
        // Files that come back with a new start show what they showed, and lead nowhere else.
        let is_back = shown.is_some();
        let (usual, is_clear) = self.state.files.with_untracked(|files| {
            let usual = shown.map_or_else(|| files.usual(), |shown| shown.handles().to_vec());
            (usual, !is_back && files.is_plain() && !files.needs_choice())
        });
        let wanted = match self.state.place.get_untracked() {
            Ok(Place::Lead(lead)) => match lead.source {
                Source::Files(id) => Some(id),
                Source::Lead(_) | Source::Demo => None,
            },
            Ok(_) | Err(_) => None,
        };
        let set = self.state.files.with_untracked(|files| files.set(&usual));
        let is_wanted = set.as_ref().is_some_and(|set| Some(set.id()) == wanted);
        if is_clear || is_wanted {
            self.show_files(&usual);
        } else if !is_back && !matches!(self.state.place.get_untracked(), Ok(Place::Files)) {
            self.go(Place::Files, true);
        }
    }

    /// Shows what belongs to these leads in the files: at the address the reader is at, when it is theirs.
    pub(super) fn show_files(self: &Rc<Self>, leads: &[Handle]) {
        let Some(set) = self.state.files.with_untracked(|files| files.set(leads)) else { return };
        let id = set.id();
        self.shown.replace(Dossier::new(leads.iter().cloned()));
        self.hold();
        self.state.shown_files.update(|shown| {
            if !shown.iter().any(|known| known.id() == id) {
                shown.push(set);
            }
        });
        let here = self.state.place.get_untracked();
        let is_here =
            here.as_ref().ok().and_then(Place::as_lead).is_some_and(|lead| lead.source == Source::Files(id));
        if is_here {
            self.open_lead(Source::Files(id));
        } else {
            self.go(Place::lead(Source::Files(id)), true);
        }
    }

    /// Opens answers out of files, which have to have been given to this page.
    pub(super) fn open_files(self: &Rc<Self>, id: FilesId) {
        let set =
            self.state.shown_files.with_untracked(|shown| shown.iter().find(|set| set.id() == id).cloned());
        let Some(set) = set else { return };
        let source = Source::Files(id);
        *self.desk.borrow_mut() = Some(Desk {
            source,
            transport: Rc::new(set.clone()),
            queue: None,
            runtime: self.around.runtime(),
        });
        self.state
            .feeds
            .set(set.leads().into_iter().map(|(lead, from)| Feed::of_files(lead, &from)).collect());
        let shell = self.clone();
        self.spawn(async move { shell.read_set(&set).await });
    }

    /// Whether the lead that is open is out of files.
    pub(super) fn is_of_files(&self) -> bool {
        matches!(self.wanted.borrow().as_ref(), Some(Source::Files(_)))
    }

    async fn read_set(self: &Rc<Self>, set: &FileSet) {
        for (lead, _) in set.leads() {
            let answers = set.of(&lead);
            let mut end = FeedState::Ready;
            let (mut pages, mut follow) = (0_usize, 0_usize);
            let mut lack =
                answers.iter().find(|answer| answer.is_cut).map(|cut| Lack::End((*cut.from).into()));
            for answer in &answers {
                // One file is read without a pause; between two the page answers.
                self.around.runtime().sleep(Duration::ZERO).await;
                let is_open = self.wanted.borrow().as_ref() == Some(&Source::Files(set.id()));
                if !is_open {
                    return;
                }
                match answer.read() {
                    Ok(page) => {
                        pages += usize::from(answer.call.is_none());
                        follow += usize::from(page.follow.is_some());
                        self.take_in(&lead, Update::Page { records: page.records, others: 0 });
                        for remark in page.remarks {
                            self.remark(&lead, answer, answers.len(), &remark);
                        }
                        if let Some(call) = page.call {
                            self.take_call(&lead, call);
                        }
                    }
                    Err(error) if answers.len() == 1 => end = FeedState::Failed(error),
                    Err(error) => {
                        let words = self.state.explain(lead.vendor, &error);
                        self.remark(
                            &lead,
                            answer,
                            answers.len(),
                            &format!("{}. {}", words.title, words.text),
                        );
                    }
                }
            }
            if lack.is_none() && pages > 0 && follow == pages {
                lack = Some(Lack::Pages);
            }
            change(&self.state, &lead, |feed| {
                feed.lack = lack;
                feed.apply(&Update::State(end));
            });
        }
    }

    fn remark(self: &Rc<Self>, lead: &Handle, answer: &Answer, of: usize, words: &str) {
        let words = if of == 1 { words.to_owned() } else { format!("{}: {words}", answer.from) };
        self.take_in(lead, Update::Remark(words));
    }

    /// A call in full: shown on the record that a history gives, or on one of its own.
    fn take_call(self: &Rc<Self>, lead: &Handle, call: Call) {
        let is_listed =
            self.state.timeline.with_untracked(|timeline| timeline.call_entry(&call.id).is_some());
        let record = provider(lead.vendor).unlisted(&call).filter(|_| !is_listed);
        if let Some(record) = record {
            self.take_in(lead, Update::Page { records: vec![record], others: 0 });
        }
        let (id, call) = (call.id.clone(), Arc::new(call));
        self.state.timeline.update(|timeline| {
            timeline.set_call(Call::clone(&call));
        });
        let state = CallState::Ready { call, records: Vec::new(), remarks: Vec::new() };
        self.state.calls.update(|calls| {
            calls.insert(id, state);
        });
    }
}
