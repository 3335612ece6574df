//! Previews from the outside: a real child for every file.

mod confinement;
mod desk;
mod drawings;
mod fuzz;
mod hostile;
mod photographs;
mod pictures;
mod samples;
