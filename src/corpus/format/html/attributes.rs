//! The attributes of one tag: those that matter, in buffers that are used again for the next tag.

/// The most of one attribute's value that is kept.
const MAX_VALUE: usize = 4096;

/// The attributes of one tag that matter.
#[derive(Debug, Default)]
pub(super) struct Attributes {
    slots: [String; NAMES.len()],
    current: Option<usize>,
    /// Whether `hidden` is among them.
    pub(super) hidden: bool,
    /// Whether `pubdate` is.
    pub(super) pubdate: bool,
}

const NAMES: [&[u8]; 18] = [
    b"class",
    b"id",
    b"role",
    b"itemprop",
    b"style",
    b"href",
    b"rel",
    b"lang",
    b"content",
    b"property",
    b"name",
    b"type",
    b"datetime",
    b"aria-hidden",
    b"http-equiv",
    b"title",
    b"data-testid",
    b"alt",
];

impl Attributes {
    pub(super) fn clear(&mut self) {
        self.slots.iter_mut().for_each(String::clear);
        self.current = None;
        self.hidden = false;
        self.pubdate = false;
    }

    pub(super) fn name(&mut self, name: &[u8]) {
        // The first of several equal names counts.
        self.current =
            NAMES.iter().position(|known| *known == name).filter(|&slot| self.slots[slot].is_empty());
        self.hidden |= name == b"hidden";
        self.pubdate |= name == b"pubdate";
    }

    pub(super) fn value(&mut self, value: &[u8]) {
        if let Some(slot) = self.current.take() {
            let value = &value[..value.len().min(MAX_VALUE)];
            self.slots[slot].push_str(&String::from_utf8_lossy(value));
        }
    }

    /// The value of a known attribute; empty when it is not there.
    pub(super) fn get(&self, name: &str) -> &str {
        let slot = NAMES.iter().position(|known| *known == name.as_bytes());
        slot.map_or("", |slot| &self.slots[slot])
    }
}
