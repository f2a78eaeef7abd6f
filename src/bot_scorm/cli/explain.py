"""``bot-pack explain``."""

from __future__ import annotations

import textwrap

import click

from bot_scorm.catalogue import adl_numbers, catalogue, rules_page
from bot_scorm.cli.output import catalogue_asked, messages_option
from bot_scorm.suggest import or_similar
from bot_scorm.usage import UsageError


@click.command(
    "explain",
    epilog="Example: bot-pack explain MAN-003",
    short_help="Say what a rule asks, why, and give an example.",
)
@click.argument("rule", required=False)
@click.option("--all", "page", is_flag=True, help="Write the page of all rules, in Markdown.")
@click.option("--catalogue", "texts", is_flag=True, help="Write the texts of all reports, to be translated.")
@messages_option
def command(rule: str | None, page: bool, texts: bool) -> int:
    """Say what a rule asks, why, and give an example; without RULE, list all rules."""
    asked = catalogue_asked()
    rules = {id: asked.rule(one) for id, one in catalogue().items()}
    if texts:
        from bot_scorm.texts import template

        click.echo(template(), nl=False)
    elif page:
        click.echo(rules_page(), nl=False)
    elif rule is None:
        for one in rules.values():
            click.echo(f"{one.id}  {one.severity.value:7}  {one.title}")
    elif found := rules.get(rule.upper()):
        click.echo(f"{found.id} ({found.severity.value}): {found.title}\n\n{found.help}")
        if numbers := adl_numbers(found.id):
            said = textwrap.fill(f"ADL's requirements: {', '.join(f'REQ_{one}' for one in numbers)}.", 100)
            click.echo(f"\n{said}")
    else:
        guess = or_similar(rule.upper(), rules) or "; bot-pack explain lists them all"
        raise UsageError(f"there is no rule {rule!r}{guess}")
    return 0
