//! The yes-or-no facts of a call in words.

use crate::model::Call;

/// Every yes-or-no fact the vendor stated of a call, with what it said. What it did not say is not in the list.
pub fn flags(call: &Call) -> Vec<(&'static str, bool)> {
    let transfer = call.transfer.as_ref();
    let own = [
        ("Transfer", transfer.and_then(|transfer| transfer.is_transfer)),
        ("Handed over during the call", transfer.and_then(|transfer| transfer.mid_call)),
        ("Second number tried", transfer.and_then(|transfer| transfer.fallback_attempted)),
        ("Voicemail left", call.voicemail),
        ("Met call screening", call.screening.hit),
        ("Person reached behind screening", call.screening.reached_human),
        ("Lead spoke", call.lead_spoke),
    ];
    let stated = own.into_iter().filter_map(|(label, value)| Some((label, value?)));
    call.flags.iter().copied().chain(stated).collect()
}
