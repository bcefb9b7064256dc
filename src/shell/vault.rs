//! What is remembered on this device: opening it, keeping it up to date, forgetting it.

use std::rc::Rc;

use leptos::prelude::*;

use super::Shell;
use crate::{
    model::Vendor,
    place::Place,
    session::{Connection, Keep, TabWord, VaultAnswer, VaultAsk, VaultError},
    ui::{Door, VaultState, VaultWish},
};

/// Why something is asked: what is done with the answer.
#[derive(Clone)]
enum Why {
    /// To know how things stand.
    Look,
    /// To know what another tab has changed.
    Hear,
    /// To open it, perhaps for a vendor's key.
    Open(Option<Vendor>),
    /// To remember this connection.
    Put(Connection),
    /// To change the passphrase.
    Change,
    /// To close it.
    Lock,
    /// To remember less.
    Forget,
    /// To remember nothing.
    ForgetAll,
}

impl Shell {
    /// Looks what is remembered, and listens to the other tabs.
    pub(super) fn begin_vault(self: &Rc<Self>) {
        self.ask_vault(&VaultAsk::Look { again: true }, Why::Look);
        let shell = Rc::downgrade(self);
        self.around.on_tabs(local_callback(move |word| {
            let Some(shell) = shell.upgrade() else { return };
            match word {
                TabWord::Forget => {
                    shell.forget_here();
                    shell.say("All keys were forgotten in another tab");
                    shell.ask_vault(&VaultAsk::Lock, Why::Look);
                }
                TabWord::Lock => shell.ask_vault(&VaultAsk::Lock, Why::Lock),
                TabWord::Changed => shell.ask_vault(&VaultAsk::Look { again: true }, Why::Hear),
            }
        }));
    }

    /// Does what the reader wants of what is remembered.
    pub(super) fn wish(self: &Rc<Self>, wish: VaultWish) {
        match wish {
            VaultWish::Open { passphrase, vendor } => {
                let is_empty = self.state.vault.with_untracked(|vault| vault.door == Door::Empty);
                let ask =
                    if is_empty { VaultAsk::Create { passphrase } } else { VaultAsk::Open { passphrase } };
                self.ask_vault(&ask, Why::Open(vendor));
            }
            VaultWish::Change { passphrase, next } => {
                self.ask_vault(&VaultAsk::Change { passphrase, next }, Why::Change);
            }
            VaultWish::Lock => {
                self.around.tell_tabs(TabWord::Lock);
                self.ask_vault(&VaultAsk::Lock, Why::Lock);
            }
            VaultWish::Forget(vendor) => {
                let known = self.state.connections.with_untracked(|all| all.get(vendor).cloned());
                if let Some(known) = known.filter(|one| one.keep == Keep::Device) {
                    self.state.connections.update(|all| all.set(known.without_access().kept(Keep::Page)));
                    self.keep();
                }
                self.ask_vault(&VaultAsk::forget(vendor), Why::Forget);
            }
        }
    }

    /// Remembers a connection as the reader wants, or no longer.
    pub(super) fn remember(self: &Rc<Self>, former: Option<&Connection>, connection: &Connection) {
        let put = VaultAsk::put(connection);
        // What was only saved once more is older than what may be remembered meanwhile.
        if former != Some(connection) {
            self.note_unsealed(connection.vendor(), put.is_some());
        }
        let (is_open, is_there) = self.state.vault.with_untracked(|vault| {
            let is_there = vault.remembered.iter().any(|one| one.vendor == connection.vendor());
            (vault.door == Door::Open, is_there)
        });
        // While it is being opened there is nothing to do: what is wanted is remembered once it is open.
        if !is_open {
            return;
        }
        if let Some(put) = put {
            self.ask_vault(&put, Why::Put(connection.clone()));
        } else if is_there && former.is_some_and(|former| former.keep == Keep::Device && former.is_ready()) {
            self.ask_vault(&VaultAsk::forget(connection.vendor()), Why::Forget);
        }
    }

    /// Notes whether a vendor's key was typed here to be remembered, and is not yet.
    fn note_unsealed(&self, vendor: Vendor, is_unsealed: bool) {
        let mut unsealed = self.unsealed.borrow_mut();
        unsealed.retain(|one| *one != vendor);
        if is_unsealed {
            unsealed.push(vendor);
        }
    }

    /// Deletes everything that is remembered.
    pub(super) fn clear_vault(self: &Rc<Self>) {
        self.ask_vault(&VaultAsk::Clear, Why::ForgetAll);
    }

    fn ask_vault(self: &Rc<Self>, ask: &VaultAsk, why: Why) {
        let is_work = matches!(why, Why::Open(_) | Why::Change);
        if !matches!(why, Why::Look | Why::Hear) {
            self.state.vault.update(|vault| {
                vault.trouble = None;
                vault.is_busy |= is_work;
            });
        }
        let asked_after = self.state.forgets.get_untracked();
        let answer = self.around.vault(ask);
        let shell = self.clone();
        self.spawn(async move {
            let answer = answer.await;
            if is_work {
                shell.state.vault.update(|vault| vault.is_busy = false);
            }
            if matches!(why, Why::Lock) {
                // Whatever the browser says of what is stored.
                shell.drop_opened();
            }
            match answer {
                Ok(answer) if shell.state.forgets.get_untracked() == asked_after => shell.learn(answer, &why),
                // Opened, and forgotten meanwhile.
                Ok(_) => {}
                Err(error) => shell.regret(error, &why),
            }
        });
    }

    /// Takes in how things stand.
    fn learn(self: &Rc<Self>, answer: VaultAnswer, why: &Why) {
        let door = match (answer.is_open, answer.entries) {
            (true, _) => Door::Open,
            (false, 0) => Door::Empty,
            (false, _) => Door::Locked,
        };
        let origins: Vec<&str> = answer.remembered.iter().map(|one| one.address.origin()).collect();
        self.around.note_hosts(&origins);
        // Where all is gone at once and no tab said so, the browser has deleted it.
        if matches!(why, Why::Hear) || answer.entries > 0 {
            self.lower_forgotten(&answer);
        }
        let is_missing = matches!(why, Why::Put(connection) if !answer.remembers(connection));
        self.state.vault.update(|vault| {
            let was_usable = vault.is_changed || vault.door == Door::Open;
            *vault = VaultState {
                door,
                is_changed: door == Door::Locked && was_usable && !matches!(why, Why::Lock),
                remembered: answer.remembered,
                unreadable: answer.unreadable,
                is_busy: vault.is_busy,
                trouble: vault.trouble,
            };
        });
        match why {
            Why::Put(_) if is_missing => self.regret(VaultError::Denied, why),
            Why::Put(connection) => {
                let vendor = connection.vendor();
                if self.state.connections.with_untracked(|all| all.get(vendor) == Some(connection)) {
                    self.note_unsealed(vendor, false);
                }
                self.tell("Remembered on this device");
            }
            Why::Open(vendor) => {
                let vendor = *vendor;
                self.use_opened(answer.opened, true);
                self.put_wanted();
                self.lead_back(vendor);
            }
            Why::Look => self.use_opened(answer.opened, true),
            Why::Hear => self.use_opened(answer.opened, false),
            Why::Lock => {}
            Why::Change => self.tell("The passphrase is changed"),
            Why::Forget => self.around.tell_tabs(TabWord::Changed),
            Why::ForgetAll => self.tell("All keys are forgotten"),
        }
    }

    /// What was remembered and is not any more, because another tab forgot it, is not to be remembered again by this one.
    fn lower_forgotten(&self, answer: &VaultAnswer) {
        let was = |one: &Connection| self.state.vault.with_untracked(|vault| vault.remembers(one));
        let forgotten: Vec<Connection> = self.state.connections.with_untracked(|all| {
            let on_device = all.iter().filter(|one| one.keep == Keep::Device);
            on_device.filter(|one| was(one) && !answer.remembers(one)).cloned().collect()
        });
        if !forgotten.is_empty() {
            self.state.connections.update(|all| {
                for one in forgotten {
                    all.set(one.kept(Keep::Page));
                }
            });
            self.keep();
        }
    }

    /// Says to the reader and to the other tabs that something is different now.
    fn tell(self: &Rc<Self>, word: &'static str) {
        self.say(word);
        self.around.tell_tabs(TabWord::Changed);
    }

    /// What was opened is used, but where a key was typed meanwhile: in place of what it replaced in another tab, and
    /// where there is no key yet, if `also_anew`.
    fn use_opened(self: &Rc<Self>, opened: Vec<Connection>, also_anew: bool) {
        for connection in opened {
            let vendor = connection.vendor();
            let is_wanted = self.state.connections.with_untracked(|all| match all.get(vendor) {
                Some(here) if here.is_ready() => here.keep == Keep::Device && *here != connection,
                Some(_) | None => also_anew,
            });
            if is_wanted && !self.unsealed.borrow().contains(&vendor) {
                self.adopt(connection);
            }
        }
    }

    /// What was to be remembered before it was open is remembered now, and what the browser deleted is again.
    fn put_wanted(self: &Rc<Self>) {
        let is_wanted = |one: &&Connection| {
            let is_unsealed = self.unsealed.borrow().contains(&one.vendor());
            is_unsealed || !self.state.vault.with_untracked(|vault| vault.remembers(one))
        };
        let wanted: Vec<Connection> =
            self.state.connections.with_untracked(|all| all.iter().filter(is_wanted).cloned().collect());
        for one in wanted {
            if let Some(put) = VaultAsk::put(&one) {
                self.ask_vault(&put, Why::Put(one));
            }
        }
    }

    /// Forgets the keys that were opened, until they are opened again. One that is not sealed yet would be lost.
    fn drop_opened(&self) {
        let opened: Vec<Connection> = self.state.connections.with_untracked(|all| {
            let unsealed = self.unsealed.borrow();
            let is_opened = |one: &&Connection| one.keep == Keep::Device && !unsealed.contains(&one.vendor());
            all.iter().filter(is_opened).cloned().collect()
        });
        for one in opened {
            self.state.checks.update(|checks| _ = checks.remove(&one.vendor()));
            self.state.connections.update(|all| all.set(one.without_access()));
        }
        self.keep();
    }

    /// Back to the lead whose page said that a key is locked, once all are open.
    fn lead_back(self: &Rc<Self>, vendor: Option<Vendor>) {
        let lead = self.state.locked_lead.get_untracked().filter(|_| vendor.is_none());
        if let Some(lead) = lead {
            self.go(Place::Lead(Box::new(lead)), true);
        }
    }

    /// Something could not be done.
    fn regret(self: &Rc<Self>, error: VaultError, why: &Why) {
        let vendor = match why {
            Why::Look | Why::Hear | Why::Lock => {
                // Nobody asked for anything: it is said where somebody does.
                self.state.vault.update(|vault| vault.door = Door::Shut(error));
                return;
            }
            Why::Open(vendor) => *vendor,
            Why::Put(connection) => Some(connection.vendor()),
            Why::Forget | Why::ForgetAll
                if self.state.vault.with_untracked(|vault| matches!(vault.door, Door::Shut(_))) =>
            {
                self.say("What may be remembered on this device could not be deleted");
                return;
            }
            Why::Change | Why::Forget | Why::ForgetAll => None,
        };
        self.state.vault.update(|vault| vault.trouble = Some((vendor, error)));
        if error == VaultError::Changed {
            self.ask_vault(&VaultAsk::Look { again: false }, Why::Look);
        }
    }
}

/// A callback for this thread's own things.
fn local_callback<T: 'static>(call: impl Fn(T) + 'static) -> Callback<T> {
    let call = StoredValue::new_local(call);
    Callback::new(move |given| _ = call.try_with_value(|call| call(given)))
}
