//! Previews from the outside: a real child for every file.

mod confinement;
mod desk;
mod documents;
mod drawings;
mod films;
mod fuzz;
mod hostile;
mod marks;
mod photographs;
mod pictures;
mod renditions;
mod samples;
mod tiffs;
mod typeface;
mod typefaces;
