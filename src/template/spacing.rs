//! Blank grid lines between two blocks: for pages and word processors alike.
//!
//! A style's blank lines meet those of its neighbour: the larger wins. Title, subtitle, byline and date are one group;
//! the blank line of GB/T 9704—2012, 7.3.2 stands behind the last of them, and one before a title that something else stands
//! above (7.3.7: an attachment's title is on its third line). Attachments in a row, or signatures, have none between them.

use super::Template;
use crate::document::Role;

/// Blank grid lines between a block and the next.
pub fn blank_lines(template: &Template, above: Role, below: Role) -> usize {
    if above == below || is_title_group(above) && is_title_group(below) {
        return 0;
    }
    let group_end = if is_title_group(above) { template.style(Role::Title).blank_after } else { 0 };
    let title = usize::from(below == Role::Title);
    template.style(above).blank_after.max(template.style(below).blank_before).max(group_end).max(title)
}

/// Whether a block stays on the page of the one above it: who signs with the text, and what is attached between both (GB/T 9704—2012,
/// 7.3.5: no page of a signature alone), a note with the signature; an attachment's title with its label.
pub fn keeps_above(above: Role, role: Role) -> bool {
    let listed = role == Role::Attachment && !matches!(above, Role::Signature | Role::SignatureDate | Role::Note | Role::Table);
    let noted = role == Role::Note && matches!(above, Role::Signature | Role::SignatureDate);
    matches!(role, Role::Signature | Role::SignatureDate) || listed || noted || (above, role) == (Role::Attachment, Role::Title)
}

/// The lines at a document's head that stand together.
pub fn is_title_group(role: Role) -> bool {
    matches!(role, Role::Title | Role::Subtitle | Role::Byline | Role::Date)
}
