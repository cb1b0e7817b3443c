//! stub
use super::{Amount, Percent};
use crate::text::Language;
/// stub
pub fn amount(amount: &Amount, _: Language) -> String {
    format!("{} {}", amount.modifier.sign(), amount.value)
}
/// stub
pub fn percent(percent: &Percent, _: Language) -> String {
    format!("{} {} %", percent.modifier.sign(), percent.value)
}
