//! The inline styles of the letters: one type scale, one spacing scale in steps of 4 px.
//!
//! Mail programs drop style sheets but keep `style` attributes, so light mode stands inline and the
//! dark colours in one small `<style>` of the layout, matched by class. Quotation marks are avoided
//! because these strings stand inside attributes.

pub(super) const FONT: &str = "font-family:-apple-system,BlinkMacSystemFont,Segoe UI,Roboto,Helvetica,Arial,sans-serif";
pub(super) const HEADING: &str = "margin:0 0 16px;font-size:24px;line-height:32px;font-weight:600;\
     letter-spacing:-0.2px;color:#1b1b1a;overflow-wrap:anywhere";
pub(super) const SECTION: &str = "margin:0 0 12px;font-size:18px;line-height:24px;font-weight:600;\
     color:#1b1b1a;overflow-wrap:anywhere";
pub(super) const TEXT: &str = "margin:0 0 16px;font-size:16px;line-height:24px;color:#1b1b1a;overflow-wrap:anywhere";
pub(super) const QUIET: &str = "margin:0 0 8px;font-size:14px;line-height:20px;color:#5f5f5b;overflow-wrap:anywhere";
pub(super) const LABEL: &str = "width:1%;padding-block:12px;padding-inline:0 20px;font-size:14px;\
     line-height:24px;color:#5f5f5b;border-top:1px solid #e6e6e2;white-space:nowrap;\
     vertical-align:top;text-align:start;font-weight:400";
pub(super) const FACT: &str = "padding-block:12px;padding-inline:0;font-size:16px;line-height:24px;\
     color:#1b1b1a;border-top:1px solid #e6e6e2;vertical-align:top;overflow-wrap:anywhere";
pub(super) const QUESTION: &str = "margin:0;font-size:14px;line-height:20px;color:#5f5f5b;overflow-wrap:anywhere";
pub(super) const ANSWER: &str = "margin:0 0 12px;font-size:16px;line-height:24px;color:#1b1b1a;overflow-wrap:anywhere";
pub(super) const QUOTE: &str = "margin:0 0 20px;padding-block:0;padding-inline:16px 0;\
     border-inline-start:3px solid #d4d4ce;font-size:16px;line-height:24px;color:#1b1b1a;\
     overflow-wrap:anywhere";
pub(super) const LINK: &str = "color:#1b1b1a;text-decoration:underline";
pub(super) const QUIET_LINK: &str = "color:#5f5f5b;text-decoration:underline";
pub(super) const BADGE: &str = "display:inline-block;margin:0 0 12px;padding-block:2px;\
     padding-inline:12px;border-radius:999px;font-size:14px;line-height:24px;font-weight:600";
pub(super) const APPROVED: &str = "background-color:#e3f3e8;color:#155c2c";
pub(super) const PARTLY: &str = "background-color:#fcf0d4;color:#684600";
pub(super) const DENIED: &str = "background-color:#fbe6e4;color:#8a1a14";
pub(super) const NEUTRAL: &str = "background-color:#ececea;color:#454541";
