//! The one integration binary: each module tests one boundary of the program.

mod layers;
