//! Sums of money: how a currency is named beside a number, and which currency a name or a bare sum stands
//! for.

pub(crate) mod bare;
pub(crate) mod behind;
pub(crate) mod context;
pub(crate) mod minor;
mod name;
pub(crate) mod symbol;
pub(crate) mod unit;
mod weight;
