//! What reaches the client: from a plan or a file to the buffers of a body.

mod blocks;
mod failures;
mod shelf;
