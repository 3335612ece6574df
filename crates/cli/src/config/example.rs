//! The example file, made of the table of settings.

use super::settings;

/// `ajar.example.toml`: every setting, commented out.
pub fn example() -> String {
    let mut text = String::from(
        "# The settings of Ajar. Copy this file to ajar.toml in the folder that `ajar` is started in, or name it with\n\
         # --config. Everything has a default: keep only what differs. A flag counts over the environment, and the\n\
         # environment over this file.\n\
         #\n\
         # Made by `ajar example-config`; the help of the flags says the same.\n",
    );
    for setting in settings::all() {
        text += &format!("\n{}", comment(&format!("{}.", setting.about())));
        text += &comment(&format!("Default: {}.", setting.default));
        text += &comment(&format!("Environment: {}; flag: --{}", setting.variable(), setting.flag()));
        text += &format!("#{} = {}\n", setting.key, setting.example);
    }
    text
}

const WIDTH: usize = 110;

/// A sentence as lines of a comment.
fn comment(sentence: &str) -> String {
    let mut lines = vec![String::from("#")];
    for word in sentence.split(' ') {
        let last = lines.len() - 1;
        if lines[last].len() + word.len() >= WIDTH {
            lines.push(format!("# {word}"));
        } else {
            lines[last] += &format!(" {word}");
        }
    }
    lines.join("\n") + "\n"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_example_is_toml_in_which_every_setting_can_be_switched_on() {
        use figment::{
            Profile, Provider,
            providers::{Format, Toml},
        };
        let on: String = example()
            .lines()
            .filter_map(|line| line.strip_prefix('#').filter(|rest| !rest.starts_with(' ')))
            .filter(|line| !line.is_empty())
            .map(|line| format!("{line}\n"))
            .collect();
        let data = Toml::string(&on).data().unwrap();
        assert_eq!(data[&Profile::Default].len(), settings::all().len());
    }

    #[test]
    fn the_committed_example_is_fresh() {
        let committed = include_str!("../../../../ajar.example.toml");
        assert_eq!(committed, example(), "run `cargo run -p ajar-cli -- example-config > ajar.example.toml`");
    }
}
