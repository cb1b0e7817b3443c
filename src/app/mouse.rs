//! The mouse: a press, a turn of the wheel or a drag does what keys do where the pointer is. What lies there the panes say, from
//! the areas that they were laid out in.

use std::time::Duration;

use crossterm::event::{KeyCode, KeyModifiers, MouseButton, MouseEvent, MouseEventKind};
use ratatui::layout::Position;

use crate::article::ArticleId;
use crate::config::key::Key;
use crate::library::Subject;
use crate::panes::layout::{Pane, Spot};

use super::commands;
use super::cover::Cover;
use super::input::Overlay;
use super::state::State;

/// The rows by which a turn of the wheel scrolls.
const WHEEL: isize = 3;

/// Two presses on the same fact within this time are a double click.
const DOUBLE: Duration = Duration::from_millis(400);

impl State {
    /// Takes an event of the mouse, at any coordinates; returns whether the screen may have changed.
    pub(super) fn point(&mut self, event: MouseEvent) -> bool {
        let at = Position::new(event.column, event.row);
        match event.kind {
            // With Shift the user selects text; a terminal that reports it all the same is not obeyed.
            _ if event.modifiers.contains(KeyModifiers::SHIFT) => return false,
            MouseEventKind::Down(MouseButton::Left) => self.press_at(at),
            MouseEventKind::Drag(MouseButton::Left) => return self.drag_to(at),
            MouseEventKind::Up(_) => {
                self.pointer.border = None;
                return false;
            }
            MouseEventKind::ScrollDown => return self.wheel(at, WHEEL),
            MouseEventKind::ScrollUp => return self.wheel(at, -WHEEL),
            _ => return false,
        }
        true
    }

    fn press_at(&mut self, at: Position) {
        self.status.clear();
        self.pointer.border = None;
        drop(self.input.take_pending());
        if self.window.areas().status.contains(at) {
            self.answer(key(KeyCode::Enter));
            return;
        }
        drop(self.input.take_question());
        if self.input.overlay().is_some() {
            return self.press_on_overlay(at);
        }
        if let Some(prompt) = self.input.prompt() {
            // A press in a pane takes the filter as it is; what else is being typed stays so.
            if !prompt.purpose.is_filter() || self.window.areas().at(at).is_none() {
                return;
            }
            self.submit();
        }
        if self.window.areas().top.contains(at) {
            return self.run_named("edit-filter");
        }
        if let Some(cover) = self.cover() {
            return self.press_on_cover(cover, at);
        }
        match self.window.areas().at(at) {
            Some(Spot::Border(pane)) => self.pointer.border = Some(pane),
            Some(Spot::Pane(Pane::List)) => self.press_on_list(at),
            Some(Spot::Pane(Pane::Reader)) => self.press_on_text(at),
            Some(Spot::Pane(Pane::Facts)) => self.press_on_facts(at),
            None => {}
        }
    }

    /// A press beside a list over the panes closes it, one on its selected row is Enter.
    fn press_on_overlay(&mut self, at: Position) {
        let screen = self.window.screen();
        let Some(overlay) = self.input.overlay_mut() else { return };
        if !Overlay::contains(screen, at) {
            return self.press_in_overlay(key(KeyCode::Esc));
        }
        match overlay.row_at(screen, at) {
            Some(row) if overlay.row() == Some(row) => self.press_in_overlay(key(KeyCode::Enter)),
            Some(row) => {
                overlay.select_row(row);
                self.preview_theme();
            }
            None => {}
        }
    }

    /// A press selects a row, one on the selected row is Enter.
    fn press_on_cover(&mut self, cover: Cover, at: Position) {
        let (row, selected) = match cover {
            Cover::Board => (self.board.pane_mut().row_at(at), self.board.pane_mut().index()),
            Cover::Index => (self.register.pane_mut().row_at(at), self.register.pane_mut().index()),
            Cover::Dossier => (self.dossier.pane().row_at(at), self.dossier.pane().index()),
            Cover::Hits => {
                let pane = self.hits.pane();
                (pane.row_at(self.hits.library(&self.library), at), pane.index())
            }
        };
        let Some(row) = row else { return };
        if row == selected {
            return self.run_named("open");
        }
        match cover {
            Cover::Board => self.board.pane_mut().select(row),
            Cover::Index => self.register.pane_mut().select(row),
            Cover::Dossier => self.dossier.pane_mut().select(row),
            Cover::Hits => self.hits.move_in(|pane, library| pane.select(library, row)),
        }
    }

    fn press_on_list(&mut self, at: Position) {
        let Some(room) = self.window.areas().list else { return };
        match self.listing.row_at(room, at) {
            Some(row) if self.focus() == Pane::List && self.listing.row() == row => self.run_named("open"),
            Some(row) => {
                self.select(row);
                self.set_focus(Pane::List);
            }
            None => self.set_focus(Pane::List),
        }
    }

    fn press_on_facts(&mut self, at: Position) {
        let Some(room) = self.window.areas().facts else { return };
        match self.facts.row_at(room, at) {
            Some(row) if self.focus() == Pane::Facts && self.facts.index() == row => self.run_named("open"),
            Some(row) => {
                self.facts.select_index(row);
                self.set_focus(Pane::Facts);
            }
            None => self.set_focus(Pane::Facts),
        }
    }

    /// Asks before it opens a link; makes an occurrence of the target the current one; tracks a fact after a double click.
    fn press_on_text(&mut self, at: Position) {
        let byte = self.window.areas().reader.and_then(|room| self.reading.pane().byte_at(room, at));
        if let Some(room) = self.window.areas().reader {
            self.reading.pane_mut().mark_line(room, at);
        }
        self.set_focus(Pane::Reader);
        let (Some(byte), Some(id)) = (byte, self.reading.article()) else { return };
        if let Some(address) = self.link_at(id, byte) {
            return self.ask_to_browse(&address);
        }
        let mention = self.library.mentions(id).iter().find(|mention| mention.span.contains(byte)).copied();
        let pressed = mention.map(|mention| (self.now, id, mention.span.start));
        let before = std::mem::replace(&mut self.pointer.pressed, pressed);
        let double = before.zip(pressed).is_some_and(|((then, article, start), (now, ..))| {
            now.saturating_sub(then) <= DOUBLE && (article, start) == (id, pressed.map_or(0, |it| it.2))
        });
        if let Some(mention) = mention.filter(|_| double) {
            let subject = Subject::of(&mention.fact);
            self.facts.select(&subject);
            if let Some(label) = self.facts.selected().map(|row| row.label.to_string()) {
                self.leave_mark();
                self.track(subject, &label);
            }
        }
        if let Some(index) = self.tracking.here().iter().position(|span| span.contains(byte)) {
            self.stand_on(Some(index));
        }
    }

    /// The address of the link at a byte of an article's text.
    fn link_at(&self, id: ArticleId, byte: u32) -> Option<String> {
        let structure = self.library.article(id).structure.as_deref()?;
        let link = structure.links().iter().find(|link| link.span.contains(byte))?;
        Some(structure.target(link).to_owned())
    }

    fn drag_to(&mut self, at: Position) -> bool {
        let Some(pane) = self.pointer.border else { return false };
        let dragged = self.window.drag(pane, at.x).is_some();
        self.arrange();
        dragged
    }

    /// Scrolls what is under the pointer; the keyboard stays where it is.
    fn wheel(&mut self, at: Position, by: isize) -> bool {
        let screen = self.window.screen();
        if let Some(overlay) = self.input.overlay_mut() {
            overlay.scroll(if Overlay::contains(screen, at) { by } else { 0 });
        } else if let Some(cover) = self.cover() {
            match cover {
                Cover::Board => self.board.pane_mut().scroll(by),
                Cover::Index => self.register.pane_mut().scroll(by),
                Cover::Dossier => self.dossier.pane_mut().scroll(by),
                Cover::Hits => self.hits.move_in(|pane, library| pane.step(library, by.signum())),
            }
        } else {
            match self.window.areas().at(at) {
                Some(Spot::Pane(Pane::List)) => self.listing.scroll(by.signum()),
                Some(Spot::Pane(Pane::Facts)) => self.facts.scroll(by),
                Some(_) => {
                    self.with_reader(|reader, article, _| reader.scroll(article, by));
                    self.moved();
                }
                None => return false,
            }
        }
        true
    }

    /// Runs a command as its key does.
    fn run_named(&mut self, name: &str) {
        if let Some(command) = self.settings.command(name).and_then(commands::by_id) {
            self.run(command);
        }
    }
}

fn key(code: KeyCode) -> Key {
    Key { code, modifiers: KeyModifiers::NONE }
}
