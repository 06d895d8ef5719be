//! `templates [NAME]`: the built-in templates, or the source of one to start your own from.

use super::args::TemplatesArgs;
use super::exit_status::ExitStatus;
use super::results;
use crate::batch::Trouble;
use crate::message;
use crate::template;

/// Lists the templates, or prints one.
pub fn run(args: &TemplatesArgs) -> Result<ExitStatus, Trouble> {
    let Some(name) = &args.name else {
        let line = |name| {
            let source = template::builtin_source(name)?;
            let description = template::load(name, source).map(|template| template.description).unwrap_or_default();
            Some(format!("{name:<16} {description}\n"))
        };
        results::print(&template::builtin_names().filter_map(line).collect::<String>())?;
        return Ok(ExitStatus::Done);
    };
    let Some(source) = template::builtin_source(name) else {
        let known: Vec<&str> = template::builtin_names().collect();
        let what = message!("no template is called `{name}`; known are {known}", name, known = known.join(" "));
        return Err(Trouble::usage(what).hint("`jiangyi templates` lists them"));
    };
    results::print(source)?;
    Ok(ExitStatus::Done)
}
