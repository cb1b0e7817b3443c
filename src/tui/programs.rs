//! The user's programs, as the environment names them, and how a file or an address of an article is passed to them: as
//! one argument that cannot be mistaken for an option or an address. `$EDITOR`, `$VISUAL` and `$BROWSER` are split into
//! words as a shell splits them (quotes, backslashes), but nothing in them is expanded and no shell runs. `$BROWSER` may
//! be a list of such command lines with colons between them; the first one that is installed is used.

use std::ffi::{OsStr, OsString};
use std::os::unix::ffi::{OsStrExt, OsStringExt};
use std::path::{Component, Path, PathBuf};
use std::{env, fs};

use rustix::fs::{Access, access};

use super::Errand;
use crate::error::{Error, Result};
use crate::text::Safe;

/// A command line and the variable it comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
struct CommandLine {
    name: &'static str,
    /// The command line, in any encoding: a path may contain bytes that are not UTF-8.
    line: OsString,
}

/// The user's programs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Programs {
    editor: CommandLine,
    browser: CommandLine,
    /// The folders that programs are looked for in, `$PATH`.
    folders: OsString,
}

impl Programs {
    /// The programs that the environment names, or the usual ones of a system.
    pub fn new(variable: impl Fn(&str) -> Option<OsString>) -> Self {
        let first = |names: &[&'static str], default: &str| {
            let named = names.iter().find_map(|&name| {
                let line = variable(name).filter(|line| !line.as_bytes().trim_ascii().is_empty())?;
                Some(CommandLine { name, line })
            });
            named.unwrap_or_else(|| CommandLine { name: names[0], line: default.into() })
        };
        let opener = if cfg!(target_os = "macos") { "open" } else { "xdg-open" };
        Self {
            editor: first(&["VISUAL", "EDITOR"], "vi"),
            browser: first(&["BROWSER"], opener),
            folders: variable("PATH").unwrap_or_default(),
        }
    }

    /// Opens a file in the editor.
    ///
    /// # Errors
    /// When the variable cannot be split into words, or puts the file's name inside a script, where it could be executed.
    pub(super) fn edit(&self, path: &Path) -> Result<Errand> {
        self.editor.on(plain_path(path).into_os_string())
    }

    /// Opens an address, which begins with `http`, in the browser.
    ///
    /// # Errors
    /// As [`Programs::edit`], and when none of the programs of a list is installed.
    pub(super) fn browse(&self, address: &str) -> Result<Errand> {
        let listed = self.browser.listed();
        if let [only] = &listed[..] {
            return only.on(address.into());
        }
        for line in &listed {
            let errand = line.on(address.into())?;
            if is_program(&errand.program, &self.folders) {
                return Ok(errand);
            }
        }
        let list = self.browser.line.to_string_lossy();
        let cause = format!("no program of its list is there: {list}");
        Err(Error::new(format!("${}", self.browser.name), cause).next("name one that is installed"))
    }
}

/// A command line that the user typed, for the shell, with the text that it reads.
pub(super) fn pipe(command: String, text: &Safe<'_>) -> Errand {
    let arguments = vec!["-c".into(), command.into()];
    Errand { program: "sh".into(), arguments, input: Some(text.as_str().as_bytes().to_vec()), hold: true }
}

/// The path of a file in a form that programs do not mistake for an option, a home folder or a remote address: a relative
/// one begins with `./` or `../`.
fn plain_path(path: &Path) -> PathBuf {
    match path.components().next() {
        Some(Component::Normal(_)) => Path::new(".").join(path),
        _ => path.to_owned(),
    }
}

/// Whether a program exists: at its path, or by its name in one of the folders.
fn is_program(program: &OsStr, folders: &OsStr) -> bool {
    let can_run = |path: &Path| {
        fs::metadata(path).is_ok_and(|found| found.is_file()) && access(path, Access::EXEC_OK).is_ok()
    };
    if program.as_bytes().contains(&b'/') {
        return can_run(Path::new(program));
    }
    env::split_paths(folders).any(|folder| can_run(&folder.join(program)))
}

impl CommandLine {
    /// The command lines of a list with colons between them. A colon inside quotes does not separate.
    fn listed(&self) -> Vec<Self> {
        let mut listed = Vec::new();
        let mut line = Vec::new();
        for part in self.line.as_bytes().split(|&byte| byte == b':') {
            if !line.is_empty() {
                line.push(b':');
            }
            line.extend_from_slice(part);
            if shlex::bytes::split(&line).is_some_and(|words| !words.is_empty()) {
                listed.push(Self { name: self.name, line: OsString::from_vec(std::mem::take(&mut line)) });
            }
        }
        if !line.is_empty() || listed.is_empty() {
            listed.push(Self { name: self.name, line: OsString::from_vec(line) });
        }
        listed
    }

    /// The errand with an argument in place of `%s` (and `%%` read as `%`); without `%s` the argument is added at the end.
    fn on(&self, argument: OsString) -> Result<Errand> {
        let wrong = |cause: &str| Error::new(format!("${}", self.name), cause);
        let words = shlex::bytes::split(self.line.as_bytes()).ok_or_else(|| {
            wrong("a quotation mark is not closed, or a backslash is the last character").next("close it")
        })?;
        let filled = words.iter().skip(1).any(|word| has_place(word));
        let mut words = words.into_iter();
        let program = words.next().filter(|program| !program.is_empty());
        let program = program.ok_or_else(|| wrong("names no program").next("name one that is installed"))?;
        let mut arguments = Vec::new();
        for word in words {
            match filled {
                true if has_place(&word) && !word.iter().copied().all(is_plain) => {
                    return Err(wrong("has %s inside a script, where a name could act as a command")
                        .next("write \"$1\" for it, as in: sh -c 'my-program \"$1\"' sh"));
                }
                true => arguments.push(fill(&word, &argument)),
                false => arguments.push(OsString::from_vec(word)),
            }
        }
        if !filled {
            arguments.push(argument);
        }
        Ok(Errand { program: OsString::from_vec(program), arguments, input: None, hold: false })
    }
}

/// Whether a word has a place for an argument.
fn has_place(word: &[u8]) -> bool {
    word.windows(2).any(|pair| pair == b"%s")
}

/// Bytes of an argument such as `--url=%s` or `openURL(%s,new-tab)`; a script for a shell has others.
fn is_plain(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || !byte.is_ascii() || b"-_=+./:,@%()".contains(&byte)
}

/// A word with `%s` and `%%` replaced.
fn fill(word: &[u8], argument: &OsStr) -> OsString {
    let mut filled = Vec::new();
    let mut rest = word;
    while let Some(at) = rest.iter().position(|&byte| byte == b'%') {
        filled.extend_from_slice(&rest[..at]);
        rest = &rest[at + 1..];
        if let Some(after) = rest.strip_prefix(b"s") {
            filled.extend_from_slice(argument.as_bytes());
            rest = after;
        } else {
            filled.push(b'%');
            rest = rest.strip_prefix(b"%").unwrap_or(rest);
        }
    }
    filled.extend_from_slice(rest);
    OsString::from_vec(filled)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(line: &str) -> CommandLine {
        CommandLine { name: "EDITOR", line: line.into() }
    }

    #[track_caller]
    fn assert_runs(command: &str, words: &[&str]) {
        let errand = line(command).on("./a b".into()).unwrap();
        let all: Vec<_> = [errand.program].into_iter().chain(errand.arguments).collect();
        assert_eq!(all, words, "{command}");
    }

    #[test]
    fn a_command_line_is_split_as_by_a_shell_but_not_expanded() {
        assert_runs("vi", &["vi", "./a b"]);
        assert_runs("code -w", &["code", "-w", "./a b"]);
        assert_runs(
            r#"'/opt/my editor/ed' -f "one two" three\ four"#,
            &["/opt/my editor/ed", "-f", "one two", "three four", "./a b"],
        );
        assert_runs("ed $HOME `id` $(id) *", &["ed", "$HOME", "`id`", "$(id)", "*", "./a b"]);
        assert_runs("ed ; touch pwned", &["ed", ";", "touch", "pwned", "./a b"]);
        assert_runs(r#"sh -c 'vi "$1"' sh"#, &["sh", "-c", "vi \"$1\"", "sh", "./a b"]);
    }

    #[test]
    fn the_argument_takes_the_place_of_percent_s() {
        assert_runs("ed %s -x", &["ed", "./a b", "-x"]);
        assert_runs("ed --url=%s 100%%", &["ed", "--url=./a b", "100%"]);
        assert_runs("ed -remote 'openURL(%s,new-tab)'", &["ed", "-remote", "openURL(./a b,new-tab)"]);
        assert_runs("ed %%s", &["ed", "%s"]);
        assert_runs("ed 100% %s", &["ed", "100%", "./a b"]);
    }

    #[test]
    fn a_name_never_becomes_part_of_a_script() {
        for command in ["sh -c 'vi %s'", "sh -c 'vi \"%s\"'", "sh -c 'x=%s;vi'", "sh -c \"vi '%s'\""] {
            let error = line(command).on("./a".into()).unwrap_err().to_string();
            assert!(error.starts_with("$EDITOR: ") && error.contains("\"$1\""), "{error}");
        }
    }

    #[test]
    fn the_error_for_a_command_line_that_cannot_be_split_names_its_variable() {
        for (command, cause) in [("vi 'x", "quotation mark"), ("''", "names no program")] {
            let error = line(command).on("./a".into()).unwrap_err().to_string();
            assert!(error.starts_with("$EDITOR: ") && error.contains(cause), "{error}");
        }
    }

    #[test]
    fn no_file_name_can_be_an_option_or_an_address() {
        for (path, handed) in [
            ("-c:q.txt", "./-c:q.txt"),
            ("+!touch pwned; :.txt", "./+!touch pwned; :.txt"),
            ("--help", "./--help"),
            ("-", "./-"),
            ("~/a.txt", "./~/a.txt"),
            ("scp://host/a.txt", "./scp://host/a.txt"),
            ("a/-b.txt", "./a/-b.txt"),
            ("./-a.txt", "./-a.txt"),
            ("../-a.txt", "../-a.txt"),
            ("/srv/-a.txt", "/srv/-a.txt"),
        ] {
            assert_eq!(plain_path(Path::new(path)).as_os_str(), handed);
        }
    }

    #[test]
    fn the_environment_names_the_programs() {
        let programs = |variables: &[(&str, &str)]| {
            let variables: std::collections::HashMap<_, _> = variables.iter().copied().collect();
            Programs::new(|name| variables.get(name).map(OsString::from))
        };
        let editor = |variables: &[(&str, &str)]| programs(variables).editor.line;
        assert_eq!(editor(&[]), "vi");
        assert_eq!(editor(&[("EDITOR", "ed")]), "ed");
        assert_eq!(editor(&[("EDITOR", "ed"), ("VISUAL", "ve")]), "ve");
        assert_eq!(editor(&[("EDITOR", "ed"), ("VISUAL", " ")]), "ed");
        assert_eq!(programs(&[("BROWSER", "w3m")]).browser.line, "w3m");
    }

    #[test]
    fn a_command_line_need_not_be_utf8() {
        let line = OsString::from_vec(b"/opt/\xe9d -f %s\xff".to_vec());
        let errand = CommandLine { name: "EDITOR", line }.on("./a".into()).unwrap();
        assert_eq!(errand.program.as_bytes(), b"/opt/\xe9d");
        assert_eq!(errand.arguments[1].as_bytes(), b"./a\xff");
    }

    #[test]
    fn the_first_installed_browser_of_a_list_is_used() {
        let browse = |list: &str, path: &str| {
            let programs = Programs::new(|name| match name {
                "BROWSER" => Some(list.into()),
                "PATH" => Some(path.into()),
                _ => None,
            });
            programs.browse("https://a.example/").map(|errand| (errand.program, errand.arguments))
        };
        let runs = |list: &str, words: &[&str]| {
            let (program, arguments) = browse(list, "/nowhere:/bin:/usr/bin").unwrap();
            let all: Vec<_> = [program].into_iter().chain(arguments).collect();
            assert_eq!(all, words, "{list}");
        };
        runs("no-such-browser:sh -x:cat", &["sh", "-x", "https://a.example/"]);
        runs("/nowhere/sh:/bin/sh %s -x", &["/bin/sh", "https://a.example/", "-x"]);
        runs("/etc:/etc/passwd::cat", &["cat", "https://a.example/"]);
        runs("no-such-browser:cat 'a:b'", &["cat", "a:b", "https://a.example/"]);
        // A single program is used without looking for it, so that the error names it when it cannot be started.
        runs("no-such-browser", &["no-such-browser", "https://a.example/"]);
        runs(":cat:", &["cat", "https://a.example/"]);
        let error = browse("no-such-browser:nor-this", "/bin").unwrap_err().to_string();
        assert!(error.contains("no program of its list is there: no-such-browser:nor-this"), "{error}");
    }
}
