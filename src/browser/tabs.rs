//! A word to the other tabs of this origin.

use std::rc::Rc;

use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{BroadcastChannel, MessageEvent};

use crate::session::TabWord;

/// The other tabs in which this viewer is open, from the same origin. What passes is one word: no key, no address.
#[derive(Clone)]
pub struct OtherTabs {
    channel: Option<Rc<Channel>>,
}

struct Channel {
    channel: BroadcastChannel,
    _listener: Closure<dyn Fn(MessageEvent)>,
}

impl OtherTabs {
    /// Begins to listen. Where the browser does not let tabs speak to each other, each is alone.
    pub fn new(heard: impl Fn(TabWord) + 'static) -> Self {
        let listener = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
            if let Some(word) = event.data().as_string().and_then(|word| TabWord::parse(&word)) {
                heard(word);
            }
        });
        let channel = BroadcastChannel::new("leadwake").ok();
        let channel = channel.map(|channel| {
            channel.set_onmessage(Some(listener.as_ref().unchecked_ref()));
            Rc::new(Channel { channel, _listener: listener })
        });
        Self { channel }
    }

    /// Says a word to them.
    pub fn tell(&self, word: TabWord) {
        if let Some(channel) = &self.channel {
            // Whom it does not reach finds out when it next looks at what is remembered.
            _ = channel.channel.post_message(&word.as_str().into());
        }
    }
}

impl Drop for Channel {
    fn drop(&mut self) {
        self.channel.set_onmessage(None);
        self.channel.close();
    }
}
