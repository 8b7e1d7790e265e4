//! Passive: keeps to history, signs only what gives and asks nothing, proposes nothing, and lets licence files lie: the
//! regime as written decides.

use super::answer::is_gift;
use super::desk::Desk;
use crate::rules::offer::Reason;

/// One talk round.
pub(super) fn act(desk: &mut Desk) {
    for offer in desk.awaiting() {
        if !is_gift(&offer.draft, desk.seat) || !desk.sign(&offer) {
            desk.decline(offer.id, Reason::NotNow);
        }
    }
}
