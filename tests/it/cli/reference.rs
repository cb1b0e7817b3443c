//! Help, completions, the manual page, the keys and the configuration: all of them know every command.

use super::Place;

const COMMANDS: [&str; 13] = [
    "articles",
    "facts",
    "people",
    "organisations",
    "claims",
    "stats",
    "check",
    "state",
    "show",
    "keys",
    "config",
    "completions",
    "man",
];

#[test]
fn every_command_has_help_on_standard_output() {
    let place = Place::new();
    let all = place.run(["--help"]);
    assert_eq!((all.code, all.err.as_str()), (0, ""));
    for command in COMMANDS {
        assert!(all.out.contains(&format!("\n  {command} ")), "{}", all.out);
        let own = place.run([command, "--help"]);
        assert_eq!((own.code, own.err.as_str()), (0, ""));
        assert!(own.out.contains(&format!("Usage: liseuse {command}")), "{}", own.out);
    }
    assert!(place.run(["--version"]).out.starts_with("liseuse "));
}

#[test]
fn completions_and_the_manual_page_know_every_command() {
    let place = Place::new();
    let mut texts = vec![place.run(["man"]).out];
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        texts.push(place.run(["completions", shell]).out);
    }
    for text in texts {
        for command in COMMANDS {
            assert!(text.contains(command), "{command} is missing in {text}");
        }
    }
}

#[test]
fn the_help_of_records_lists_their_fields() {
    let help = Place::new().run(["facts", "--help"]).out;
    let start = help.find("Fields of a record").expect("a list of fields");
    for field in ["start", "surface", "value", "modifier", "person"] {
        assert!(help[start..].contains(field), "{field}");
    }
}

#[test]
fn the_configuration_that_is_printed_is_valid() {
    let place = Place::with_articles();
    let config = place.run(["config"]);
    assert_eq!(config.code, 0);
    let path = place.file("config.toml", &config.out);
    let run = place.run(["keys", "--config", path.to_str().unwrap()]);
    assert_eq!((run.code, run.err.as_str()), (0, ""));
}

#[test]
fn config_says_where_the_users_file_is_looked_for() {
    let place = Place::new();
    let run = place.run(["config", "--path"]);
    let path = place.home.path().join(".config/liseuse/config.toml");
    assert_eq!((run.code, run.out.trim_end()), (0, path.to_str().unwrap()));
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(&path, "[keys]\n\"C-n\" = \"next\"\n").unwrap();
    assert!(place.run(["keys"]).out.contains("C-n"), "it is read there");
    assert_eq!(place.run(["config", "--path", "--config", "own.toml"]).out, "own.toml\n");
}

#[test]
fn keys_follow_the_configuration() {
    let place = Place::new();
    let usual = place.run(["keys"]).out;
    assert!(usual.lines().any(|line| line.contains("next") && line.contains(" n ")), "{usual}");
    let config = place.file("config.toml", "[keys]\n\"C-n\" = \"next\"\n");
    let own = place.run(["keys", "--config", config.to_str().unwrap()]).out;
    assert!(own.lines().any(|line| line.contains("C-n") && line.contains("next")), "{own}");
    assert!(place.run(["keys", "--format", "markdown"]).out.contains("|---|"));
}
